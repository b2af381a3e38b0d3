"""The journal of persons with a court duty, and the list of them that leaves: by its ground, with a line for each."""

from datetime import date
from typing import Any

import pytest

from narcdesk import deaths, disclosures, documents, duties, letters, mistakes, tasks
from narcdesk.dates import Period
from narcdesk.duties import Duty, DutyList, DutyResult, EvasionSign, NoticeEvent
from narcdesk.errors import Invalid
from narcdesk.forms import papers, sheets
from narcdesk.letters import Letter, LetterState, NoGround
from narcdesk.register import Register
from tests import factories
from tests.papers import diagnoses, one_line, text_of

TODAY = date(2026, 3, 16)
WEEK = {"since": "10.03.2026", "until": "16.03.2026"}
HEAD = {"recipient_kind": "medical", "recipient": "Областной наркологический диспансер", "ground": "13.4.8"}


def duty_of(register: Register, surname: str, **changes: Any) -> Duty:
    patient = factories.patient(register, surname=surname, snils="").id
    decision = {"kind": "АП", "court": "мировой судья участка № 1", "decided_on": "02.03.2026"}
    return duties.receive(register, patient, {**decision, **changes}, ["treatment"])


def listed(register: Register, **changes: str) -> Letter:
    drawn = duties.draw_list(register, WEEK)
    return letters.draft(register, None, {**HEAD, **changes}, form="spisok_sud", about=drawn)


def names(register: Register, typed: dict[str, str]) -> list[str]:
    drawn = duties.draw_list(register, typed)
    with register.read("duties.journal") as session:
        return [line.name.split()[0] for line in duties.of_list(session, drawn, register.today())]


def test_the_journal_is_in_the_order_in_which_decisions_came(register: Register) -> None:
    late = duty_of(register, "Лапин", received_on="12.03.2026", appear_by="09.03.2026")
    duty_of(register, "Котов", decided_on="10.02.2026")  # no day of its coming: by the decision
    duty_of(register, "Мухин", received_on="05.03.2026")
    duty_of(register, "Прошлый", decided_on="30.12.2025")
    found = duties.journal(register, Period.parse("2026"))
    assert [(line.name.split()[0], line.entered_on) for line in found] == [
        ("Котов", date(2026, 2, 10)),
        ("Мухин", date(2026, 3, 5)),
        ("Лапин", date(2026, 3, 12)),
    ]
    assert [line.duty.id for line in duties.journal(register, Period.parse("2026-03"))] == [found[1].id, late.id]


def test_the_printed_journal_says_what_became_of_each(register: Register) -> None:
    gone = duty_of(
        register,
        "Лапин",
        received_on="12.03.2026",
        case_number="5-12/2026",
        in_force_on="13.03.2026",
        appear_by="13.03.2026",
        controller_office="ОМВД по Заречному району",
    )
    duties.told(register, gone.id, TODAY, "И-7", NoticeEvent.NO_SHOW)
    duties.evaded(register, gone.id, TODAY, EvasionSign.NOT_CAME)
    done = duty_of(register, "Мухин", received_on="05.03.2026")
    duties.appeared(register, done.id, date(2026, 3, 6))
    for number in range(3):
        given = duties.prescribe(register, done.id, {"given_on": "06.03.2026", "what": f"тест {number}"})
        if number:
            duties.broke(register, given.id, date(2026, 3, 7))
    duties.finish(register, done.id, TODAY, DutyResult.FULFILLED)
    paper = sheets.prepare(register, "zhurnal_sud", Period.parse("2026"))
    assert paper.patient_id is None
    first, second = paper.contents["lines"]
    assert (first["name"], first["appeared_on"], first["told"]) == ("Мухин Илья Петрович", "06.03.2026", "")
    assert first["course"] == "нарушений предписаний: 2; исполнена 16.03.2026"
    assert second["course"] == "отмечено уклонение 16.03.2026: не явился в срок"
    assert second["told"] == "о неявке 16.03.2026, исх. № И-7"
    assert second["controlled_by"] == "ОМВД по Заречному району"
    text = one_line(text_of(papers.pdf(register, [paper])))
    for part in (
        "2026 год",
        "2 решения",
        "дело № 5-12/2026",
        "в силе с 13.03.2026",
        "явиться до 13.03.2026",
    ):
        assert part in text


def test_on_a_list_stand_those_who_were_under_a_duty_in_its_days(register: Register) -> None:
    duty_of(register, "Идёт")
    ended = duty_of(register, "Кончил")
    duties.finish(register, ended.id, date(2026, 3, 10), DutyResult.FULFILLED)
    before = duty_of(register, "Раньше")
    duties.finish(register, before.id, date(2026, 3, 9), DutyResult.FULFILLED)
    duty_of(register, "Позже", received_on="16.03.2026", decided_on="13.03.2026")
    dead, died_since = duty_of(register, "Умер"), duty_of(register, "Умерший")
    deaths.note(register, dead.patient_id, date(2026, 3, 9))
    deaths.note(register, died_since.patient_id, date(2026, 3, 11))
    assert names(register, WEEK) == ["Идёт", "Кончил", "Позже", "Умерший"]
    assert names(register, {**WEEK, "until": "15.03.2026"}) == ["Идёт", "Кончил", "Умерший"]
    last = duties.last_list(register)
    assert last is not None
    assert last.until == TODAY
    with pytest.raises(Invalid, match="раньше начала"):
        duties.draw_list(register, {"since": "16.03.2026", "until": "15.03.2026"})


def test_it_leaves_by_its_ground_and_everybody_on_it_has_his_line_in_the_log(register: Register) -> None:
    one, other = duty_of(register, "Котов"), duty_of(register, "Лапин")
    again = duties.receive(register, one.patient_id, {"kind": "УК-73", "court": "суд", "decided_on": "03.03.2026"})
    letter = listed(register)
    paper = sheets.issue(register, letter.id)
    assert [row["name"].split()[0] for row in paper.contents["lines"]] == ["Котов", "Котов", "Лапин"]
    assert again.id in duties.last_list(register).duty_ids  # type: ignore[union-attr]
    text = one_line(text_of(papers.pdf(register, [paper])))
    for part in ("И-2026-0001", "10.03.2026 — 16.03.2026", "Всего: 3 обязанности", "323-ФЗ ст. 13 ч. 4"):
        assert part in text
    assert not diagnoses(text)
    assert disclosures.of_patient(register, other.patient_id) == []  # a number is not a sending
    sheets.send(register, letter.id, TODAY, "курьером")
    for patient in (one.patient_id, other.patient_id):
        (line,) = disclosures.of_patient(register, patient)  # one line a person, however many duties
        assert (line.recipient, line.ground, line.letter) == (HEAD["recipient"], "13.4.8", "И-2026-0001")
        assert line.what == "Список лиц с обязанностью по решению суда"
    assert letters.of_form(register, "spisok_sud")[0].state is LetterState.SENT
    assert letters.listing(register, one.patient_id) == []  # it is on nobody's card


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"recipient_kind": "police", "ground": "13.4.3.1"}, "только медицинской организации"),
        ({"recipient_kind": "commission"}, "только медицинской организации"),
        ({"ground": "13.4.3"}, "не подходит адресату"),
        ({"ground": "consent"}, "по согласию одного из них не уходит"),
    ],
)
def test_without_its_ground_it_gets_no_number(register: Register, changes: dict[str, str], why: str) -> None:
    duty = duty_of(register, "Котов")
    letter = listed(register, **changes)
    with pytest.raises(NoGround, match=why):
        sheets.issue(register, letter.id)
    assert letters.one(register, letter.id).number is None
    assert documents.listing(register, duty.patient_id) == []


def test_what_was_struck_out_stops_the_list_before_it_leaves(register: Register) -> None:
    duty = duty_of(register, "Котов")
    letter = listed(register)
    sheets.issue(register, letter.id)
    mistakes.strike_out(register, Duty, duty.id, "чужое решение")
    assert "зачёркнута" in sheets.objections(register, letter.id)[0]
    with pytest.raises(NoGround, match="составьте список заново"):
        sheets.send(register, letter.id, TODAY, "курьером")
    letters.cancel(register, letter.id, "составлен заново")
    assert disclosures.of_patient(register, duty.patient_id) == []


def test_a_list_of_nobody_says_so(register: Register) -> None:
    letter = listed(register)
    text = one_line(text_of(papers.pdf(register, [sheets.issue(register, letter.id)])))
    assert "За эти дни лиц с обязанностью, возложенной судом, в кабинете нет." in text
    sheets.send(register, letter.id, TODAY, "курьером")
    with register.read("patients.look") as session:
        assert duties.on_list(session, letter.about_id) == []
        assert session.get(DutyList, letter.about_id) is not None


def test_a_list_that_has_not_gone_is_due_on_the_first_screen(register: Register) -> None:
    duty_of(register, "Котов")
    letter = listed(register)
    (found,) = tasks.due(register, kind="letters_to_send")
    (task,) = found.tasks
    assert (task.patient_id, task.record_id, task.due) == (tasks.NO_CARD, letter.id, TODAY)
    assert task.said == "отправить письмо: Областной наркологический диспансер, начато 16.03.2026"
    sheets.issue(register, letter.id)
    sheets.send(register, letter.id, TODAY, "курьером")
    assert tasks.due(register, kind="letters_to_send")[0].tasks == []
