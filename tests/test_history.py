"""The history of one person: facts by their days, acts by the journal."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from narcdesk import (
    applications,
    certificates,
    consents,
    counted,
    courses,
    duties,
    history,
    letters,
    observation,
    patients,
    patronage,
)
from narcdesk.courses import Outcome
from narcdesk.dates import Period
from narcdesk.duties import DutyResult, EvasionSign
from narcdesk.forms import papers, sheets
from narcdesk.indicators import all_indicators
from narcdesk.register import Register
from tests import factories


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    made = factories.register(tmp_path / "реестр кабинета")
    yield made
    made.close()


def test_what_was_done_with_a_card_is_told_by_fields_never_by_values(register: Register) -> None:
    who = factories.patient(register).id
    other = factories.patient(register, surname="Котов", snils="").id
    patients.look(register, who)
    patients.amend(register, who, {"phone": "+7 900 000-00-22", "settlement": "с. Заплавное", "snils": ""})
    consents.give(register, who, {"kind": "care", "given_on": register.today()})
    acts = history.acts(register, who)
    assert [(act.action, act.fields) for act in acts] == [
        ("Записано согласие", ""),
        ("Изменена карта", "СНИЛС, населённый пункт, телефон"),
        ("Открыта карта", ""),
        ("Заведена карта", ""),
    ]
    assert {act.who for act in acts} == {"Зимин А. Н."}
    assert f"{acts[0].at:%d.%m.%Y %H:%M}" == "16.03.2026 09:00"
    assert [act.action for act in history.acts(register, who, offset=3, limit=3)] == ["Заведена карта"]
    assert [act.action for act in history.acts(register, other)] == ["Заведена карта"]


def test_what_happened_is_one_list_by_days(register: Register) -> None:
    who = factories.patient(register, came_on="05.02.2026").id
    factories.diagnosis(register, who)
    observation.take(register, who, {"taken_on": "07.02.2026"})
    observation.visit(register, who, {"on": "08.02.2026", "test": "clean", "note": "спокоен", "kept": True})
    observation.visit(register, who, {"on": "09.02.2026", "kept": False})
    factories.both_consents(register, who, "Комитет")
    duties.receive(register, who, {"kind": "АП", "court": "Мировой судья", "decided_on": "10.02.2026"})
    course = courses.start(register, who, {"kind": "treatment", "started_on": "11.02.2026", "place": "ОНД"})
    courses.finish(register, course.id, date(2026, 3, 1), Outcome.FINISHED)
    programme = patronage.begin(register, who, {"opened_on": "02.03.2026"})
    patronage.contact(register, programme.id, {"on": "03.03.2026", "way": "phone", "note": "работает"})
    told = [(f"{event.on:%d.%m}", event.title, event.said) for event in history.events(register, who)]
    assert told == [
        ("16.03", "Согласие", "на передачу врачебной тайны, Комитет"),
        ("16.03", "Согласие", "на обработку персональных данных, Комитет"),
        ("03.03", "Патронат", "по телефону, работает"),
        ("02.03", "Патронат", "начат"),
        ("01.03", "Курс", "завершён: лечение"),
        ("11.02", "Курс", "начат: лечение, ОНД"),
        ("10.02", "Суд", "Мировой судья: возложена обязанность"),
        ("09.02", "Явка", "не явился"),
        ("08.02", "Явка", "явился, тест отрицательный · спокоен"),
        ("07.02", "Наблюдение", "взят под наблюдение"),
        ("06.02", "Диагноз", "F11.242Н — Опиоиды, синдром зависимости, стадия II"),
        ("05.02", "Обращение", "отдел МВД России по району"),
    ]


def test_applications_and_certificates_are_in_the_history(register: Register) -> None:
    who = factories.patient(register).id
    factories.both_consents(register, who)
    asked = factories.application(register, who)
    applications.submit(register, asked.id)
    applications.send(register, asked.id, factories.DAY, "12")
    applications.granted(register, asked.id, factories.DAY, "7-р")
    typed = {"number": "СР-1", "issued_on": "16.03.2026", "valid_until": "15.04.2026", "days": "180"}
    certificates.record(register, asked.id, typed)
    told = {event.said for event in history.events(register, who)}
    assert told >= {
        "З-2026-0001: направлена в орган, № 12",
        "З-2026-0001: решено выдать, № 7-р",
        "СР-1 на 180 дней, обратиться до 15.04.2026",
    }


def test_a_look_at_several_cards_stands_in_the_history_of_each(register: Register) -> None:
    who = [factories.patient(register, surname=surname, snils="").id for surname in ("Котов", "Лисицын", "Зайцев")]
    indicator = all_indicators()[0]
    counted.explained(register, indicator, "denominator", Period.parse("2025"), who[:2])
    looked = [[act.action for act in history.acts(register, one)] for one in who]
    assert looked == [["Открыт список людей в показателе", "Заведена карта"]] * 2 + [["Заведена карта"]]


def test_each_event_has_its_papers_and_no_paper_is_left_out(register: Register) -> None:
    who = factories.patient(register).id
    factories.both_consents(register, who)
    asked = factories.application(register, who)
    sheet = consents.listing(register, who)[0]
    own = papers.prepare_consent(register, sheet.id)
    applications.submit(register, asked.id)
    made = papers.prepare(register, asked.id)
    found = history.events(register, who)
    by_paper = {paper: event for event in found for paper in event.papers}
    assert set(by_paper) == {paper.id for paper in [own, *made]}
    assert by_paper[own.id].title == "Согласие"
    of_application = {by_paper[paper.id] for paper in made if paper.consent_id is None}
    assert [event.title for event in of_application] == ["Заявка"]
    consents.withdraw(register, sheet.id, factories.DAY, "устно")
    again = {paper: event for event in history.events(register, who) for paper in event.papers}
    assert "отозвано" not in again[own.id].said


def test_events_are_narrowed_by_kind_time_and_words() -> None:
    visit = history.Event(date(2026, 3, 2), "Явка", "явился, тест отрицательный · Спокоен, ещё работает")
    duty = history.Event(date(2026, 2, 10), "Суд", "Мировой судья: возложена обязанность")
    every = [visit, duty]

    def held(**wanted: Any) -> list[history.Event]:
        return [event for event in every if history.Wanted(**wanted).holds(event)]

    assert held() == every
    assert held(title="Суд") == [duty]
    assert held(since=date(2026, 3, 2)) == [visit]
    assert held(since=date(2026, 3, 3)) == []
    assert held(until=date(2026, 2, 10)) == [duty]
    assert held(words="еще СПОКОЕН") == [visit]
    assert held(words="спокоен судья") == []
    assert held(words="суд") == [duty]


def test_each_notice_of_a_court_duty_stands_there_with_its_own_paper(register: Register) -> None:
    who = factories.patient(register).id
    decision = {"kind": "АП", "court": "Суд", "decided_on": "02.03.2026", "appear_by": "10.03.2026"}
    duty = duties.receive(register, who, decision)
    police = {"recipient_kind": "police", "recipient": "ОМВД по Заречному району", "ground": "13.4.3.1"}

    def send(form: str) -> int:
        letter = letters.draft(register, who, police, form=form, about=duty)
        paper = sheets.issue(register, letter.id)
        sheets.send(register, letter.id, factories.DAY, "почтой")
        return paper.id

    absent = send("sud_neyavka")
    duties.appeared(register, duty.id, date(2026, 3, 12))
    duties.told(register, duty.id, date(2026, 3, 13), "17-у")  # of the coming, by a letter of the hospital's own
    duties.left(register, duty.id, date(2026, 3, 14))
    duties.evaded(register, duty.id, date(2026, 3, 15), EvasionSign.LEFT)
    evading = send("sud_uklonenie")
    waiting = letters.draft(register, who, police, form="sud_hod", about=duty)  # a draft is no event
    duties.finish(register, duty.id, factories.DAY, DutyResult.EVADED)
    found = [event for event in history.events(register, who) if event.title == "Суд"]
    told = [(f"{event.on:%d.%m}", event.said, event.papers) for event in found]
    to = "ОМВД по Заречному району"
    assert sorted(told) == [
        ("02.03", "Суд: возложена обязанность", ()),
        ("12.03", "явился по решению суда", ()),
        ("13.03", "сообщено о явке, исх. № 17-у", ()),
        ("14.03", "самовольно прервал лечение", ()),
        ("15.03", "отмечено уклонение: самовольно прервал лечение", ()),
        ("16.03", "обязанность уклонился", ()),
        ("16.03", f"отправлено: сообщение о неявке по решению суда, исх. № И-2026-0001, {to}", (absent,)),
        ("16.03", f"отправлено: сообщение об уклонении от обязанности, исх. № И-2026-0002, {to}", (evading,)),
    ]
    assert waiting.document_id is None
