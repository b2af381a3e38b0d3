"""What the proofs do: a small office that has something ready for every act, and every act as one line.

Each act finds what it needs in the office as it was made, so any of them may come first, fail, or be left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from narcdesk import (
    administration,
    applications,
    appointments,
    backup_plan,
    certificates,
    consents,
    courses,
    deaths,
    diagnoses,
    disclosures,
    documents,
    drafts,
    duties,
    families,
    groups,
    infections,
    injecting,
    locking,
    mistakes,
    observation,
    occupations,
    patients,
    patronage,
    providers,
    recovery,
    stays,
    treatments,
    vault,
    working_days,
)
from narcdesk.commission import export, targets
from narcdesk.commission.batch import Target
from narcdesk.courses import Outcome
from narcdesk.dates import Period
from narcdesk.diagnoses import Diagnosis
from narcdesk.drafts import Contents, Subject
from narcdesk.duties import DutyResult
from narcdesk.files import write_atomically
from narcdesk.forms import papers
from narcdesk.observation import EndGround
from narcdesk.occupations import HelpResult
from narcdesk.patients import Patient
from narcdesk.register import Register
from narcdesk.registry import applying
from narcdesk.training.providers import provider_list
from narcdesk.treatments import PlanOutcome, StepMark
from tests import factories
from tests.factories import DAY, Clock
from tests.faults import acts

LOGIN, PASSWORD, NEW_PASSWORD = "zimin", factories.PASSWORD, "ольха над быстрой рекой"
LATER = date(2026, 6, 1)  # the day of the acts: certificates of DAY have run out
MOTHER = {"kinship": "mother", "surname": "Воробьёва", "given": "Анна", "powers": "свидетельство о рождении"}
COURT = {"kind": "АП", "court": "мировой судья участка № 1", "decided_on": "02.03.2026", "received_on": "16.03.2026"}
VISIT = {"on": "с", "test": "found", "next_on": "м+1", "note": "пришёл сам, тест на явке"}
HIRED = {"surname": "Рябинина", "given": "Вера", "role": "nurse", "login": "рябинина", "post": "медсестра"}
INFECTION = {"infection": "hiv", "found_on": "2019", "source": "справка центра СПИД"}
YEAR = {"year": "2028", "act": "постановление № 1", "days_off": "03.01-10.01", "working_weekends": "05.02"}
MISTAKE = {"substance": "F10", "state": "1"}
TOLD = {
    "told_on": LATER,
    "recipient": "Заречный районный суд",
    "what": "справка о явке",
    "ground": "13.4.3",
    "basis": "запрос № 8",
    "letter": "44-у",
}
PLAN = {"kind": "outpatient", "decided_on": DAY, "decider": "doctor", "need": "F11.2", "conditions": "outpatient"}
FAMILY = {"name": "Карточкина Анна", "tie": "mother", "consent_on": DAY, "phone": "8 900 000 00 33"}
SENT = {"kind": "work", "on": DAY, "sent_to": "центр занятости"}
GROUP = {"name": "Группа «Рассвет»", "kind": "mutual", "valid_from": DAY}
DRAFT = Subject("observation.visit", "Явка", "Карточкин")
BATCH = Period.parse("2026-Q1")


@dataclass(frozen=True)
class Volumes:
    """The places that one case writes to, as if each were a disk of its own."""

    root: Path

    @property
    def data(self) -> Path:
        """Where the register lies."""
        return self.root / "Реестр кабинета"

    @property
    def backup(self) -> Path:
        """Where backups go."""
        return self.root / "Резервные копии"

    @property
    def state(self) -> Path:
        """What the computer remembers, and its temporary files."""
        return self.root / "Память компьютера"

    @property
    def stick(self) -> Path:
        """What is carried out."""
        return self.root / "Флешка"

    @property
    def list(self) -> Path:
        """The region's newer list of providers."""
        return self.root / "Список организаций.xlsx"

    def make(self) -> None:
        """Make the folders."""
        for folder in (self.backup, self.state, self.stick):
            folder.mkdir(parents=True)


@dataclass(frozen=True)
class Desk:
    """The open register of a case, with the ids of what was made ready."""

    register: Register
    ids: Mapping[str, int]
    volumes: Volumes

    def __getitem__(self, name: str) -> int:
        return self.ids[name]


def open_register(volumes: Volumes, password: str = PASSWORD) -> Register:
    """As the window does it, on the day of the acts."""
    return Register.open(volumes.data, LOGIN, password, clock=Clock(LATER))


def make_office(volumes: Volumes) -> dict[str, int]:
    """The office of all cases, closed; the ids of what lies ready in it."""
    volumes.make()
    provider_list(volumes.list, 2, LATER)
    first = provider_list(volumes.root / "Прежний список.xlsx", 1, DAY)
    register = factories.register(volumes.data, region_code="00")
    try:
        applying.apply(register, applying.propose(register, first))
        return _make_ready(register)
    finally:
        register.close()


def _make_ready(register: Register) -> dict[str, int]:
    provider = providers.find(register)[0]
    ids = {"provider": provider.id}
    patient = _patient(register, "Карточкин")
    ids["card"] = patient.id
    ids["mother"] = patients.appoint(register, patient.id, MOTHER).id
    ids["consent"] = consents.give(register, patient.id, {"kind": "care", "given_on": DAY}).id
    ids["sheet"] = factories.both_consents(register, patient.id)[1].id
    ids["episode"] = observation.take(register, patient.id, {"taken_on": DAY}).id
    ids["visit"] = observation.visit(register, patient.id, {"on": DAY, "kept": True, "next_on": "м+3"}).id
    ids["duty"] = duties.receive(register, patient.id, COURT).id
    ids["begun duty"] = duties.receive(register, patient.id, COURT).id
    duties.appeared(register, ids["begun duty"], DAY)
    ids["answered duty"] = duties.receive(register, patient.id, COURT).id
    duties.appeared(register, ids["answered duty"], DAY)
    ids["course"] = courses.start(register, patient.id, {"kind": "medical", "started_on": DAY}).id
    ids["patronage"] = patronage.begin(register, patient.id, {"opened_on": DAY, "goals": "работа"}).id
    patronage.contact(register, ids["patronage"], {"on": DAY, "way": "visit", "next_on": "м+3"})
    ids["left patronage"] = patronage.begin(register, patient.id, {"opened_on": DAY}).id
    ids["plan"] = treatments.plan(register, patient.id, PLAN).id
    ids["left plan"] = treatments.plan(register, patient.id, PLAN).id
    ids["step"] = treatments.schedule(register, ids["plan"], {"kind": "visit", "due_on": LATER})[0].id
    ids["help"] = occupations.refer(register, patient.id, SENT).id
    ids["family"] = families.enter(register, patient.id, FAMILY).id
    ids["family too"] = families.enter(register, patient.id, FAMILY).id
    ids["group"] = groups.enter(register, GROUP).id
    ids["stay"] = courses.start(register, patient.id, {"kind": "social", "started_on": DAY}).id
    ids["newcomer"] = _patient(register, "Новичков").id
    ids["dead"] = _patient(register, "Живов").id
    ids["dying"] = _patient(register, "Смертин").id
    for stage in ("draft", "draft too", "ready", "ready too", "sent", "sent too", "registered", "returned", "granted"):
        ids[stage] = _application(register, stage)
    documents_of = papers.prepare(register, ids["registered"])
    ids["paper"] = documents_of[0].id
    for name in ("certificate", "lost certificate", "late certificate", "certificate in use"):
        ids[name] = _certificate(register, name)
    ids["dismissed"] = administration.hire(register, {**HIRED, "login": "уволен"}, PASSWORD, kdf=vault.QUICK).id
    ids["forgetful"] = administration.hire(register, {**HIRED, "login": "забыл"}, PASSWORD, kdf=vault.QUICK).id
    ids["infection"] = infections.record(register, patient.id, INFECTION).id
    mover = _patient(register, "Переносов").id
    observation.take(register, mover, {"taken_on": DAY})
    ids["moved visit"] = observation.visit(register, mover, {"on": DAY, "kept": True, "next_on": "м+3"}).id
    ids["moved patronage"] = patronage.begin(register, mover, {"opened_on": DAY}).id
    patronage.contact(register, ids["moved patronage"], {"on": DAY, "way": "visit", "next_on": "м+3"})
    ids["coming plan"] = treatments.plan(register, mover, PLAN).id
    acts.make_ready(register, ids)
    ids["mistake"] = diagnoses.record(register, patient.id, {**MISTAKE, "made_on": DAY}).id
    deaths.note(register, ids["dead"], DAY)
    return ids


def _patient(register: Register, surname: str) -> Patient:
    return factories.patient(register, surname=surname, snils="", policy_number="")


def _application(register: Register, stage: str) -> int:
    person = _patient(register, "Заявкин")
    factories.both_consents(register, person.id)
    factories.diagnosis(register, person.id)
    made = factories.application(register, person.id).id
    if not stage.startswith("draft"):
        applications.submit(register, made)
    if not stage.startswith(("draft", "ready")):
        applications.send(register, made, DAY, "исх. 14")
    if stage == "registered":
        applications.registered(register, made, DAY, "вх. 15")
    if stage == "granted":
        applications.granted(register, made, DAY, "реш. 3")
    return made


def _certificate(register: Register, name: str) -> int:
    until = DAY if name.startswith("late") else ""
    typed = {"number": name, "issued_on": DAY, "days": "180", "valid_until": until}
    made = certificates.record(register, _application(register, "granted"), typed)
    if name.endswith("in use"):
        courses.start(register, made.patient_id, {"kind": "social", "started_on": DAY}, certificate_id=made.id)
    return made.id


# Every act


def _take_list(desk: Desk) -> object:
    return applying.apply(desk.register, applying.propose(desk.register, desk.volumes.list))


def _print(desk: Desk) -> object:
    """Record first, paper second: the PDF goes to the stick."""
    pdf = papers.pdf(desk.register, papers.prepare(desk.register, desk["ready"]))
    write_atomically(desk.volumes.stick / "Заявка.pdf", pdf)
    return pdf


def _visit_with_diagnosis(desk: Desk) -> object:
    """Two acts as one transaction."""
    with desk.register.together():
        observation.visit(desk.register, desk["newcomer"], {"on": "с", "note": "вместе с диагнозом"})
        return factories.diagnosis(desk.register, desk["newcomer"], made_on="с")


def _start_application(desk: Desk) -> object:
    typed = {"days": "180", "circumstance": "voluntary"}
    return applications.start(desk.register, desk["card"], typed, provider_id=desk["provider"])


def _amend_application(desk: Desk) -> object:
    known = applications.profile_of(applications.one(desk.register, desk["draft too"])).attachments
    return applications.amend(
        desk.register, desk["draft too"], {"days": "90"}, papers={paper.code: (1, LATER) for paper in known}
    )


def _refuse(desk: Desk) -> object:
    found = applications.one(desk.register, desk["sent too"])
    reason = applications.profile_of(found).refusal_reasons[0].code
    return applications.refused(desk.register, found.id, LATER, "реш. 8", reason)


ACTS: dict[str, Callable[[Desk], object]] = {
    "patients.enter": lambda d: _patient(d.register, "Воробьёв"),
    "patients.amend": lambda d: patients.amend(d.register, d["card"], {"phone": "8 900 000 00 22", "remark": "глух"}),
    "patients.appoint": lambda d: patients.appoint(d.register, d["newcomer"], MOTHER),
    "patients.release": lambda d: patients.release(d.register, d["mother"]),
    "patients.look": lambda d: patients.look(d.register, d["card"]),
    "consents.give": lambda d: consents.give(d.register, d["newcomer"], {"kind": "care", "given_on": LATER}),
    "consents.withdraw": lambda d: consents.withdraw(d.register, d["consent"], LATER, "заявление"),
    "diagnoses.record": lambda d: factories.diagnosis(d.register, d["card"], made_on="с"),
    "observation.take": lambda d: observation.take(d.register, d["newcomer"], {"taken_on": LATER}),
    "observation.end": lambda d: observation.end(d.register, d["episode"], LATER, EndGround.MOVED),
    "observation.visit": lambda d: observation.visit(d.register, d["card"], VISIT),
    "observation.move": lambda d: appointments.move_visit(d.register, d["moved visit"], LATER + timedelta(days=9)),
    "observation.note_remission": lambda d: observation.note_remission(
        d.register, d["card"], {"kind": "abstinent", "on": "с", "proof": "осмотр"}
    ),
    "a visit and a diagnosis together": _visit_with_diagnosis,
    "duties.receive": lambda d: duties.receive(d.register, d["newcomer"], COURT),
    "duties.appeared": lambda d: duties.appeared(d.register, d["duty"], LATER),
    "duties.finish": lambda d: duties.finish(d.register, d["begun duty"], LATER, DutyResult.FULFILLED),
    "providers.take_list": _take_list,
    "providers.note_call": lambda d: providers.note_call(d.register, d["provider"], {"places_total": "7"}, "Иванова"),
    "applications.start": _start_application,
    "applications.amend": _amend_application,
    "applications.submit": lambda d: applications.submit(d.register, d["draft"]),
    "applications.send": lambda d: applications.send(d.register, d["ready"], LATER, "исх. 20"),
    "applications.register": lambda d: applications.registered(d.register, d["sent"], LATER, "вх. 9"),
    "applications.return_back": lambda d: applications.returned(d.register, d["returned"], LATER, "нет справки"),
    "applications.grant": lambda d: applications.granted(d.register, d["registered"], LATER, "реш. 4"),
    "applications.refuse": _refuse,
    "applications.withdraw": lambda d: applications.withdrawn(d.register, d["ready too"], LATER, "передумал"),
    "documents.prepare and print": _print,
    "documents.prepare a consent": lambda d: papers.prepare_consent(d.register, d["sheet"]),
    "documents.saved": lambda d: documents.saved(d.register, d["paper"]),
    "documents.printed": lambda d: documents.printed(d.register, d["paper"]),
    "certificates.record": lambda d: certificates.record(
        d.register, d["granted"], {"number": "УЧ-9", "issued_on": LATER, "days": "180"}
    ),
    "certificates.choose_provider": lambda d: certificates.choose_provider(d.register, d["certificate"], d["provider"]),
    "certificates.expire": lambda d: certificates.expire(d.register, d["late certificate"]),
    "certificates.annul": lambda d: certificates.annul(d.register, d["lost certificate"], "утрата бланка"),
    "courses.start": lambda d: courses.start(d.register, d["newcomer"], {"kind": "medical", "started_on": LATER}),
    "courses.finish": lambda d: courses.finish(d.register, d["course"], LATER, Outcome.FINISHED),
    "treatments.plan": lambda d: treatments.plan(d.register, d["newcomer"], {**PLAN, "decided_on": LATER}),
    "treatments.begin": lambda d: treatments.begin(d.register, d["coming plan"], LATER),
    "treatments.schedule": lambda d: treatments.schedule(
        d.register, d["plan"], {"kind": "visit", "due_on": LATER}, times=4, every=7
    ),
    "treatments.mark": lambda d: treatments.mark(d.register, d["step"], LATER, StepMark.DONE, "пришёл"),
    "treatments.enter_stage": lambda d: treatments.enter_stage(d.register, d["plan"], LATER, "поддерживающий"),
    "treatments.finish": lambda d: treatments.finish(d.register, d["left plan"], LATER, PlanOutcome.REFUSED),
    "stays.mark": lambda d: stays.mark(d.register, d["stay"], {"kind": "arrived", "on": LATER}),
    "occupations.note": lambda d: occupations.note(d.register, d["card"], {"kind": "works", "since": LATER}),
    "occupations.refer": lambda d: occupations.refer(d.register, d["newcomer"], {**SENT, "on": LATER}),
    "occupations.answer": lambda d: occupations.answer(d.register, d["help"], LATER, HelpResult.PLACED, "склад"),
    "families.enter": lambda d: families.enter(d.register, d["newcomer"], {**FAMILY, "consent_on": LATER}),
    "families.talk": lambda d: families.talk(d.register, d["family too"], {"kind": "talk", "on": LATER}),
    "families.withdraw": lambda d: families.withdraw(d.register, d["family"], LATER),
    "groups.enter": lambda d: groups.enter(d.register, {**GROUP, "name": "Сообщество «Берег»"}),
    "groups.amend": lambda d: groups.amend(d.register, d["group"], {"days": "вт, 19:00"}),
    "groups.visit": lambda d: groups.visit(d.register, d["newcomer"], {"on": LATER, "said": "ходит по вторникам"}),
    "injecting.note": lambda d: injecting.note(
        d.register, d["newcomer"], {"on": LATER, "state": "no", "source": "осмотр"}
    ),
    "patronage.amend": lambda d: patronage.amend(d.register, d["patronage"], {"until": "м+12"}),
    "patronage.begin": lambda d: patronage.begin(d.register, d["newcomer"], {"opened_on": LATER, "until": "м+12"}),
    "patronage.contact": lambda d: patronage.contact(d.register, d["patronage"], {"on": "с", "way": "phone"}),
    "patronage.move": lambda d: appointments.move_contact(d.register, d["moved patronage"], LATER + timedelta(days=9)),
    "patronage.close": lambda d: patronage.close(d.register, d["left patronage"], LATER),
    "commission.export": lambda d: export.export(d.register, "municipal", BATCH, d.volumes.stick),
    "commission.plan": lambda d: targets.plan(d.register, 2026, {"sober": Target(12, "распоряжение № 3")}),
    "disclosures.record": lambda d: disclosures.record(d.register, d["card"], TOLD),
    "duties.told": lambda d: duties.told(d.register, d["answered duty"], LATER, "исх. 31"),
    "infections.record": lambda d: infections.record(d.register, d["newcomer"], INFECTION),
    "infections.cancel": lambda d: infections.cancel(d.register, d["infection"], "чужая справка"),
    "infections.look": lambda d: infections.look(d.register, d["card"]),
    "patients.note_death": lambda d: deaths.note(d.register, d["dying"], LATER),
    "patients.take_back_death": lambda d: deaths.take_back(d.register, d["dead"]),
    "patients.strike_out": lambda d: mistakes.strike_out(d.register, Diagnosis, d["mistake"], "чужой диагноз"),
    "backups.plan": lambda d: backup_plan.amend(d.register, {"every_hours": "12"}),
    "backups.make": lambda d: backup_plan.make(d.register, folders=[d.volumes.backup]),
    "drafts.keep": lambda d: drafts.keep(d.register, DRAFT, Contents({"note": "начал"}, "note", 5), begun_seq=1),
    "keys.show_words": lambda d: recovery.words(d.register),
    "keys.drill": lambda d: recovery.drill(d.register, " ".join(d.register.keys.words())),
    "keys.sheet": lambda d: recovery.keep_sheet(d.register, {3: d.register.keys.words()[2]}),
    "keys.reset_password": lambda d: administration.reset_password(
        d.register, d["forgetful"], NEW_PASSWORD, kdf=vault.QUICK
    ),
    "office.amend_locking": lambda d: locking.amend(d.register, {"idle_minutes": "5"}),
    "office.amend_calendar": lambda d: working_days.amend(d.register, YEAR),
    "office.amend": lambda d: administration.amend_office(d.register, {"chief_name": "П. П. Новый"}),
    "staff.hire": lambda d: administration.hire(d.register, HIRED, PASSWORD, kdf=vault.QUICK),
    "staff.dismiss": lambda d: administration.dismiss(d.register, d["dismissed"]),
    "staff.change_password": lambda d: administration.change_password(d.register, PASSWORD, NEW_PASSWORD),
    **acts.all_acts(),
}
"""Every act that writes, under its name in the journal; a new one is added here."""

ELSEWHERE = {  # acts that no story of one person's work holds, and what kills them
    "audit.accept_copy": "tests/test_anchor.py: only of a copy that is doubted",
    "audit.export": "the file is written as every paper is",
    "backups.fail": "full_disks",
    "commission.fail": "pulled_sticks",
    "documents.keep": "a part of documents.prepare",
    "infections.look_counted": "writes its entry alone, as patients.look",
    "keys.allow_network": "writes its entry alone",
    "keys.begin_rekey": "rekeys",
    "keys.recover": "tests/test_recovery.py: before anybody has signed in",
    "keys.rekey": "rekeys",
    "office.create": "full_disks",
    "patients.look_counted": "writes its entry alone, as patients.look",
    "staff.note_failures": "each opening after a wrong password, in every proof",
    "staff.sign_in": "each opening, in every proof",
    "statistics.print": "writes its entry alone, before anything is printed",
    "staff.take_back": "tests/test_taking_back.py: any act backwards",
}
"""The acts that are not in the table above, and why not."""
