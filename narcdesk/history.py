"""The history of one person: what happened to him, and what was done with his card.

`events` are facts of the nouns by their own days, the medical history in short. `acts` are the journal's entries about
the card, looking included: who, when, and which fields were changed, never their values.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from narcdesk import (
    applications,
    certificates,
    choices,
    consents,
    courses,
    diagnoses,
    documents,
    duties,
    examinations,
    families,
    groups,
    infections,
    injecting,
    journal,
    letters,
    memos,
    merges,
    motivation,
    observation,
    occupations,
    patients,
    patronage,
    poisonings,
    provider_acts,
    referrals,
    refusals,
    stays,
    talks,
    treatments,
)
from narcdesk.audit import AuditEntry, AuditTouch, Change
from narcdesk.base import Base, place_of
from narcdesk.dates import days_phrase, show
from narcdesk.duties import Duty, NoticeEvent
from narcdesk.fields import fields_of
from narcdesk.letters import Letter
from narcdesk.money import in_roubles
from narcdesk.names import search_key
from narcdesk.observation import TestResult
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.staff import Person


@dataclass(frozen=True)
class Event:
    """Something that happened on a day: what kind of thing, a sentence, and the papers made of it.

    `about` is the row that papers name: its table and its id.
    """

    on: date
    title: str
    said: str
    about: tuple[str, int] | None = None
    papers: tuple[int, ...] = ()


def events(register: Register, patient_id: int) -> list[Event]:
    """Everything that the office knows to have happened to a patient, the newest first."""
    with register.read("patients.look"):
        papers = documents.of_card(register, patient_id)
        found = [
            *_arrival(register, patient_id),
            *_courts(register, patient_id, papers),
            *_observation(register, patient_id),
            *_papers(register, patient_id),
            *_plans(register, patient_id),
            *_help(register, patient_id),
            *_joined(register, patient_id),
            *_support(register, patient_id),
            *_referrals(register, patient_id),
            *_motivation(register, patient_id),
        ]
        found = _with_papers(found, papers)
    return sorted(found, key=lambda event: event.on, reverse=True)


def _with_papers(found: Sequence[Event], papers: Sequence[documents.Named]) -> list[Event]:
    """The events with their papers; a paper that belongs to none of them is an event itself."""
    of_row: dict[tuple[str, int], list[int]] = {}
    placed = {paper for event in found for paper in event.papers}  # an event that knows its papers keeps them
    for paper in papers:
        if paper.about is not None and paper.id not in placed:
            of_row.setdefault(paper.about, []).append(paper.id)
    told = [replace(event, papers=tuple(of_row.get(event.about, ()))) if event.about else event for event in found]
    known = {event.about for event in found}
    loose = (one for one in papers if one.about not in known and one.id not in placed)
    return [*told, *(Event(one.made_on, "Бумага", one.title, papers=(one.id,)) for one in loose)]


@dataclass(frozen=True)
class Wanted:
    """Which events are asked for: a kind, the days from and till, words that they hold; empty asks for all."""

    title: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""

    def holds(self, event: Event) -> bool:
        """Whether an event is asked for."""
        text = search_key(f"{event.title} {event.said}")
        return (
            self.title in ("", event.title)
            and (self.since is None or event.on >= self.since)
            and (self.until is None or event.on <= self.until)
            and all(word in text for word in search_key(self.words).split())
        )


def _arrival(register: Register, patient_id: int) -> Iterator[Event]:
    patient = patients.one(register, patient_id)
    senders = next(field for field in fields_of(Patient) if field.name == "came_from").options(patient.came_on)
    sender = senders.get(patient.came_from, patient.came_from)
    yield Event(patient.came_on, "Обращение", ": ".join(filter(None, (sender, patient.sent_by))))
    for diagnosis in diagnoses.history(register, patient_id):
        yield Event(diagnosis.made_on, "Диагноз", f"{diagnosis.code} — {diagnosis.title}", place_of(diagnosis))


def _courts(register: Register, patient_id: int, papers: Sequence[documents.Named]) -> Iterator[Event]:
    titles = {paper.id: paper.title for paper in papers}
    written = [letter for letter in letters.listing(register, patient_id) if letter.sent_on is not None]
    for duty in duties.listing(register, patient_id):
        yield Event(duty.decided_on, "Суд", f"{duty.court}: возложена обязанность", place_of(duty))
        if duty.appeared_on:
            yield Event(duty.appeared_on, "Суд", "явился по решению суда")
        if duty.registered_on:
            yield Event(duty.registered_on, "Суд", "орган контроля известил о постановке на учёт")
        if duty.left_on:
            yield Event(duty.left_on, "Суд", "самовольно прервал лечение")
        if duty.evaded_on and duty.evasion_sign:
            yield Event(duty.evaded_on, "Суд", f"отмечено уклонение: {duty.evasion_sign.label}")
        if duty.ended_on and duty.result:
            yield Event(duty.ended_on, "Суд", f"обязанность {duty.result.label}")
        if duty.removed_on:
            yield Event(duty.removed_on, "Суд", "орган контроля снял с учёта")
        about = [one for one in written if (one.about_kind, one.about_id) == place_of(duty)]
        yield from _notices(duty, about, titles)
    for given in duties.prescriptions(register, patient_id):
        yield Event(given.given_on, "Суд", f"предписано: {given.what}", place_of(given))
        if given.broken_on:
            how = f" ({given.broken_how})" if given.broken_how else ""
            yield Event(given.broken_on, "Суд", f"предписание не выполнено: {given.what}{how}")


def _notices(duty: Duty, written: Sequence[Letter], titles: Mapping[int, str]) -> Iterator[Event]:
    """What was told of a duty to whom: by a letter of the office with its paper, or as it was marked by hand."""
    for letter in written:
        assert letter.sent_on is not None and letter.document_id is not None  # who asks has looked
        title = titles[letter.document_id]
        said = f"отправлено: {title[:1].lower()}{title[1:]}, исх. № {letter.number}, {letter.recipient}"
        yield Event(letter.sent_on, "Суд", said, papers=(letter.document_id,))
    numbers = {letter.number for letter in written}
    for event in NoticeEvent:
        on, number = duty.told(event)
        if on is not None and number not in numbers:
            by = f", исх. № {number}" if number else ""
            yield Event(on, "Суд", f"сообщено {event.label}{by}")


def _observation(register: Register, patient_id: int) -> Iterator[Event]:
    for episode in observation.episodes(register, patient_id):
        first, *later = observation.way(register, episode)
        group = f", группа {first.group}" if first.group else ""
        yield Event(episode.taken_on, "Наблюдение", f"взят под наблюдение{group}", place_of(episode))
        for change in later:
            yield Event(change.since, "Наблюдение", f"порядок {change.rule_set}, группа {change.group}")
        if episode.ended_on and episode.end_ground:
            yield Event(episode.ended_on, "Наблюдение", f"завершено: {episode.end_ground.label}")
    for decision in observation.decisions(register, patient_id):
        yield Event(decision.decided_on, "ВК", f"протокол № {decision.number}: {decision.verdict.label}")
    for pause in observation.pauses(register, patient_id):
        until = f" по {show(pause.until)}" if pause.until else ""
        yield Event(pause.since, "Наблюдение", f"перерыв{until}: {pause.reason.label}")
    for move in observation.moves(register, patient_id):
        yield Event(move.agreed_on, "Явка", f"перенесена с {show(move.was_on)} на {show(move.to)}: {move.why}")
    for visit in observation.visits(register, patient_id):
        came = "явился" if visit.kept else "не явился"
        test = f"тест {visit.test.label}" if visit.test is not TestResult.NONE else ""
        said = ", ".join(filter(None, (came, test)))
        yield Event(visit.on, "Явка", " · ".join(filter(None, (said, visit.note))), place_of(visit))
    for fact in observation.remission_facts(register, patient_id):
        yield Event(fact.on, "Ремиссия", ", ".join(filter(None, (fact.kind.label, fact.proof))))


def _papers(register: Register, patient_id: int) -> Iterator[Event]:
    for consent in consents.listing(register, patient_id):
        to = f", {consent.recipient}" if consent.recipient else ""
        yield Event(consent.given_on, "Согласие", f"{consent.kind.label}{to}", place_of(consent))
        if consent.withdrawn_on:
            yield Event(consent.withdrawn_on, "Согласие", f"отозвано согласие {consent.kind.label}{to}")
    for asked in applications.listing(register, patient_id=patient_id):
        for place, step in enumerate(applications.way(register, asked.id)):
            by = f", № {step.document}" if step.document else ""
            said = f"{asked.number}: {step.title[:1].lower()}{step.title[1:]}{by}"
            # Its papers stand beside its first step alone: the list would say them anew at each.
            yield Event(step.on, "Заявка", said, None if place else ("applications", asked.id))
    for issued in certificates.listing(register, patient_id):
        until = f", обратиться до {show(issued.valid_until)}" if issued.valid_until else ""
        yield Event(
            issued.issued_on, "Сертификат", f"{issued.number} на {days_phrase(issued.days)}{until}", place_of(issued)
        )


def _plans(register: Register, patient_id: int) -> Iterator[Event]:
    for plan in treatments.listing(register, patient_id):
        by = f", протокол № {plan.protocol}" if plan.protocol else ""
        yield Event(plan.decided_on, "План", f"решено ({plan.decider.label}{by}): {plan.kind.label}", place_of(plan))
        if plan.begun_on:
            yield Event(plan.begun_on, "План", f"начат: {plan.kind.label}")
        if plan.ended_on and plan.outcome:
            yield Event(plan.ended_on, "План", f"{plan.outcome.label}: {plan.kind.label}")
    for step in treatments.steps(register, patient_id):
        if step.done_on and step.mark:
            title = f"{step.title[:1].lower()}{step.title[1:]}"
            yield Event(step.done_on, "План", ", ".join(filter(None, (f"{title} — {step.mark.label}", step.note))))


def _referrals(register: Register, patient_id: int) -> Iterator[Event]:
    for came in referrals.incoming(register, patient_id):
        paper = f", {came.paper}" if came.paper else ""
        yield Event(came.received_on, "Направление", f"поступило: {came.sender_name}{paper}")
        if came.came_on is not None:
            yield Event(came.came_on, "Направление", f"пришёл, направил {came.sender_name}")
        if came.closed_on is not None:
            yield Event(came.closed_on, "Направление", f"больше не ждут: {came.closed_why}")
        if came.answered_on is not None:
            yield Event(came.answered_on, "Направление", f"ответ, исх. № {came.answer_number}: {came.sender_name}")
    for sent in referrals.outgoing(register, patient_id):
        for step in referrals.way(register, sent.id):
            said = f": {step.said}" if step.said else ""
            words = "прежний шаг записан ошибочно" if step.is_back else step.state.label
            yield Event(step.on, "Направление", f"{sent.addressee_name} — {words}{said}")
        if sent.back_on is not None:
            yield Event(sent.back_on, "Направление", f"вернулся на амбулаторный этап: {sent.addressee_name}")


def _help(register: Register, patient_id: int) -> Iterator[Event]:
    for course in courses.listing(register, patient_id):
        where = f", {course.place}" if course.place else ""
        yield Event(course.started_on, "Курс", f"начат: {course.kind.label}{where}", place_of(course))
        if course.ended_on and course.outcome:
            yield Event(course.ended_on, "Курс", f"{course.outcome.label}: {course.kind.label}")
    for act in provider_acts.listing(register, patient_id):
        cost = f", {in_roubles(act.amount)} ₽" if act.amount is not None else ""
        yield Event(act.on, "Акт организации", f"{act.named}: {act.period}, {days_phrase(act.days)}{cost}")
    for mark in stays.listing(register, patient_id):
        yield Event(mark.on, "Курс", mark.said)
    for programme in patronage.listing(register, patient_id):
        yield Event(programme.opened_on, "Патронат", "начат", place_of(programme))
        if programme.closed_on:
            yield Event(programme.closed_on, "Патронат", "окончен")
        for contact in patronage.contacts(register, programme.id):
            yield Event(contact.on, "Патронат", ", ".join(filter(None, (contact.way.label, contact.note))))


def _support(register: Register, patient_id: int) -> Iterator[Event]:
    for fact in occupations.listing(register, patient_id):
        yield Event(fact.since, "Занятость", ", ".join(filter(None, (fact.kind.label, fact.place))))
    for given in occupations.help_given(register, patient_id):
        yield Event(given.on, "Помощь", f"{given.kind.label}: направлен, {given.sent_to}")
        if given.answered_on and given.result:
            yield Event(given.answered_on, "Помощь", f"{given.kind.label}: {given.result.label}")
    for member in families.listing(register, patient_id):
        yield Event(member.consent_on, "Семья", f"согласие на контакт: {member.tie.label}")
        if member.withdrawn_on:
            yield Event(member.withdrawn_on, "Семья", f"отозвано согласие на контакт: {member.tie.label}")
    for talk in families.talks(register, patient_id):
        yield Event(talk.on, "Семья", ", ".join(filter(None, (talk.kind.label, talk.note))))
    for told in groups.listing(register, patient_id):
        yield Event(told.on, "Группа", f"со слов: {told.said}")
    for known in injecting.listing(register, patient_id):
        yield Event(known.on, "Употребление", f"{known.state.label} ({known.source})")
    for case in poisonings.listing(register, patient_id):
        yield Event(case.on, "Отравление", case.said, place_of(case))


def _joined(register: Register, patient_id: int) -> Iterator[Event]:
    for made in merges.listing(register, of=patient_id):
        if made.kept_id == patient_id:
            yield Event(made.merged_on, "Карта", f"присоединена: {made.gone}")
            if made.undone_on:
                yield Event(made.undone_on, "Карта", f"снова отделена: {made.gone}")


def _motivation(register: Register, patient_id: int) -> Iterator[Event]:
    for refusal in refusals.listing(register, patient_id):
        yield Event(refusal.on, "Отказ", f"{refusal.of.label}; причина: {refusal.reason.label}")
        if refusal.told_on:
            yield Event(refusal.told_on, "Отказ", f"сообщено об отказе № {refusal.number}: {refusal.told_to}")
    for plan in motivation.plans(register, patient_id):
        yield Event(plan.opened_on, "Мотивация", f"план: {plan.goal}")
        if plan.closed_on and plan.result:
            yield Event(plan.closed_on, "Мотивация", f"план завершён: {plan.result.label}")
    for step in motivation.steps(register, patient_id):
        if step.done_on:
            yield Event(step.done_on, "Мотивация", f"{step.what} — {step.outcome}")
    for talk in talks.listing(register, patient_id):
        yield Event(talk.on, "Беседа", f"{talk.with_whom.label}, {talk.theme.label}: {talk.result}")
    for memo in memos.listing(register, patient_id):
        signed = f", расписка {show(memo.signed_on)}" if memo.signed_on else ""
        yield Event(memo.given_on, "Памятка", f"выдана: {memo.kind.label}{signed}")
    for choice in choices.listing(register, patient_id):
        yield Event(
            choice.made_on, "Выбор организации", f"показано организаций: {len(choice.offered)}", place_of(choice)
        )
        if choice.signed_on and choice.chosen_id:
            name = choices.shown(register, patient_id)[choice.chosen_id]
            yield Event(choice.signed_on, "Выбор организации", f"подписан: {name}", place_of(choice))
    for checked in examinations.listing(register, patient_id):
        act = f", акт № {checked.act}" if checked.act else ""
        yield Event(checked.on, "Освидетельствование", f"{checked.outcome.label}{act}", place_of(checked))


@dataclass(frozen=True)
class Act:
    """One act with the card: when by the office's clock, who, what, and which fields it changed."""

    seq: int
    at: datetime
    who: str
    action: str
    fields: str


def acts(register: Register, patient_id: int, *, offset: int = 0, limit: int = 200) -> list[Act]:
    """What was done with a card and who looked at it, the newest first; of those that were joined to it as well."""
    joined = sa.select(Patient.id).where(Patient.merged_into == patient_id)
    with register.read("patients.look") as session:
        cards = [patient_id, *session.scalars(joined)]
    query = (
        sa.select(AuditEntry, Person)
        .outerjoin(Person, Person.id == AuditEntry.person_id)
        .where(journal.about(*cards))
        .where(AuditEntry.action.not_in(() if register.person.may(infections.RIGHT) else infections.TELLING))
        .order_by(AuditEntry.seq.desc())
        .offset(offset)
        .limit(limit)
    )
    with register.read("patients.look") as session:
        found = session.execute(query).all()
        touches = session.execute(
            sa.select(AuditTouch.seq, AuditTouch.kind, AuditTouch.fields)
            .where(AuditTouch.seq.in_([entry.seq for entry, _ in found]), AuditTouch.change == Change.UPDATE.value)
            .order_by(AuditTouch.seq, AuditTouch.position)
        ).all()
    changed: dict[int, list[str]] = {}
    for seq, kind, fields in touches:
        changed.setdefault(seq, []).extend(_in_words(kind, fields))
    zone = register.now().tzinfo
    return [
        Act(
            entry.seq,
            entry.at.astimezone(zone),
            person.short_name if person else "программа",
            journal.ACTIONS.get(entry.action, entry.action),
            ", ".join(changed.get(entry.seq, ())),
        )
        for entry, person in found
    ]


def _in_words(table: str, fields: list[str]) -> Iterator[str]:
    """What forms call these columns, in the order of the form; what no form asks is passed over."""
    for column in Base.metadata.tables[table].columns:
        if column.key in fields and "asked" in column.info:
            title = str(column.info["asked"][0])
            yield title if title[:2].isupper() else title[:1].lower() + title[1:]
