"""Letters about a court duty: none without its ground, each marked in the duty and in the log when it has left."""

from datetime import date
from typing import Any

import pytest

from narcdesk import courses, disclosures, duties, letters
from narcdesk.courses import Outcome
from narcdesk.documents import Document
from narcdesk.duties import Duty, DutyResult, EvasionSign
from narcdesk.forms import sheets
from narcdesk.letters import Letter, NoGround
from narcdesk.register import Register
from tests import factories

TODAY = date(2026, 3, 16)
POLICE = {"recipient_kind": "police", "recipient": "ОМВД по Заречному району", "ground": "13.4.3.1"}
INSPECTION = {"recipient_kind": "penal", "recipient": "Заречный филиал УИИ", "ground": "13.4.3-УИИ"}


def duty_of(register: Register, **changes: Any) -> Duty:
    patient = factories.patient(register, snils="").id
    decision = {
        "kind": "АП",
        "court": "мировой судья участка № 1",
        "case_number": "5-12/2026",
        "decided_on": "02.03.2026",
        "appear_by": "12.03.2026",
    }
    return duties.receive(register, patient, {**decision, **changes}, ["diagnosis", "treatment"])


def write(register: Register, duty: Duty, form: str, typed: dict[str, str]) -> tuple[Letter, Document]:
    letter = letters.draft(register, duty.patient_id, typed, form=form, about=duty)
    return letter, sheets.issue(register, letter.id)


def test_a_letter_of_the_coming_marks_the_duty_when_it_leaves(register: Register) -> None:
    duty = duty_of(register)
    duties.appeared(register, duty.id, date(2026, 3, 11))
    letter, paper = write(register, duty, "sud_yavka", POLICE)
    said = paper.contents["duty"]
    assert (said["decision"], said["case_number"], said["appeared_on"]) == (
        "постановление по делу об административном правонарушении",
        "5-12/2026",
        "11.03.2026",
    )
    assert said["imposed"] == "диагностика, лечение"
    assert paper.contents["letter"]["number"] == "И-2026-0001"
    (kept,) = duties.listing(register, duty.patient_id)
    assert kept.told_on is None  # a number is not a sending
    sheets.send(register, letter.id, TODAY, "почтой")
    (kept,) = duties.listing(register, duty.patient_id)
    assert (kept.told_on, kept.told_number) == (TODAY, "И-2026-0001")
    (line,) = disclosures.of_patient(register, duty.patient_id)  # one line, not two
    assert (line.recipient, line.ground, line.letter) == ("ОМВД по Заречному району", "13.4.3.1", "И-2026-0001")


@pytest.mark.parametrize(("form", "changes"), [("sud_yavka", INSPECTION), ("sud_hod", {"recipient_kind": "employer"})])
def test_a_ground_that_does_not_fit_the_addressee_gives_no_paper(
    register: Register, form: str, changes: dict[str, str]
) -> None:
    duty = duty_of(register)
    duties.appeared(register, duty.id, date(2026, 3, 11))
    letter = letters.draft(
        register, duty.patient_id, {**POLICE, **changes, "ground": "13.4.3.1"}, form=form, about=duty
    )
    with pytest.raises(NoGround):
        sheets.issue(register, letter.id)
    assert letters.one(register, letter.id).number is None
    assert duties.listing(register, duty.patient_id)[0].told_on is None


def test_every_event_has_its_letter(register: Register) -> None:
    absent = duty_of(register, kind="УК-73")
    letter, paper = write(register, absent, "sud_neyavka", INSPECTION)
    assert (paper.contents["duty"]["decision"], paper.contents["duty"]["appear_by"]) == (
        "решение (приговор) суда",
        "12.03.2026",
    )
    sheets.send(register, letter.id, TODAY, "почтой")
    duties.evaded(register, absent.id, TODAY, EvasionSign.NOT_CAME)
    letter, paper = write(register, absent, "sud_uklonenie", INSPECTION)
    assert paper.contents["duty"]["sign"] == "не явился в срок"
    sheets.send(register, letter.id, TODAY, "почтой")
    (kept,) = duties.listing(register, absent.patient_id)
    assert (kept.no_show_told_number, kept.evasion_told_number) == ("И-2026-0001", "И-2026-0002")
    assert (kept.told_on, kept.completion_told_on) == (None, None)


def test_the_end_tells_of_the_help_after_the_decision_alone(register: Register) -> None:
    duty = duty_of(register)
    before = courses.start(register, duty.patient_id, {"kind": "treatment", "started_on": "01.02.2026"})
    courses.finish(register, before.id, date(2026, 2, 20), Outcome.FINISHED)
    courses.start(register, duty.patient_id, {"kind": "medical", "started_on": "05.03.2026"})
    duties.appeared(register, duty.id, date(2026, 3, 5))
    duties.finish(register, duty.id, TODAY, DutyResult.FULFILLED)
    letter, paper = write(register, duty, "sud_ispolnenie", POLICE)
    assert [(row["since"], row["until"]) for row in paper.contents["help"]] == [("05.03.2026", "идёт")]
    assert (paper.contents["duty"]["result"], paper.contents["duty"]["ended_on"]) == ("исполнена", "16.03.2026")
    sheets.send(register, letter.id, TODAY, "почтой")
    assert duties.listing(register, duty.patient_id)[0].completion_told_number == "И-2026-0001"


def test_a_letter_about_the_course_marks_no_notice(register: Register) -> None:
    duty = duty_of(register)
    duties.appeared(register, duty.id, date(2026, 3, 5))
    given = duties.prescribe(register, duty.id, {"given_on": "05.03.2026", "what": "тест"})
    duties.broke(register, given.id, date(2026, 3, 9), "отказался")
    letter, paper = write(register, duty, "sud_hod", POLICE)
    assert paper.contents["broken"] == [
        {"given_on": "05.03.2026", "what": "тест", "broken_on": "09.03.2026", "how": "отказался"}
    ]
    sheets.send(register, letter.id, TODAY, "почтой")
    assert duties.listing(register, duty.patient_id)[0].told_on is None
