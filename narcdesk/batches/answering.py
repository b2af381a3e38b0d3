"""What the authority decided on the applications of a register, written down as one table: one act, one step back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from narcdesk import applications, certificates
from narcdesk.applications import AT_AUTHORITY, Application, steps
from narcdesk.base import Coded
from narcdesk.batches.choosing import of_letter, rows_of
from narcdesk.errors import Invalid, NotFound, Problem, UserError
from narcdesk.fields import Field, Kind, read_asked
from narcdesk.letters import Letter
from narcdesk.register import Register

Progress = Callable[[int, int], object]
AT_ONCE = 40  # rows of the table; those that follow come when these are written down


class Verdict(Coded):
    """What the authority said; each is an event of the application."""

    GRANT = "grant", "выдать"
    REFUSE = "refuse", "отказ"
    RETURN = "return_back", "вернули"
    WAIT = "wait", "в очередь"


ASKED = (
    Field("verdict", "Решение", Kind.CHOICE, choices=lambda _day: {one.value: one.label for one in Verdict}, width=10),
    Field("on", "Дата", Kind.PAST_DAY, width=11),
    Field("document", "№ решения", Kind.TEXT, width=11, longest=80),
    Field("reason_code", "Причина", Kind.TEXT, width=7),
    Field("note", "Пояснение", Kind.TEXT, width=16, longest=500),
    Field("number", "Сертификат", Kind.TEXT, width=12, longest=60),
    Field("valid_until", "Действует до", Kind.NEAR_DAY, width=11),
)


@dataclass(frozen=True)
class Open:
    """An application of a register on which the authority has not decided: a row of the table."""

    id: int
    number: str
    who: str
    reasons: Mapping[str, str]  # code -> why it may be refused


def open_rows(register: Register, letter_id: int) -> list[Open]:
    """The rows that wait for an answer, in the order of the register."""
    with register.read("patients.look") as session:
        return [
            Open(
                application.id,
                application.shown_number,
                patient.short_name,
                {one.code: one.text for one in applications.profile_of(application).refusal_reasons},
            )
            for application, patient in rows_of(session, of_letter(session, session.get_one(Letter, letter_id)))
            if application.status in AT_AUTHORITY
        ]


def answer(
    register: Register,
    letter_id: int,
    typed: Mapping[int, Mapping[str, Any]],
    *,
    progress: Progress = lambda done, of: None,
) -> int:
    """Write the decisions down: application -> what was typed in its row; how many rows were not empty.

    All of them or none: raises Invalid with every problem, the field is the number of the application. An empty row
    leaves its application as it is.
    """
    with register.write("batches.answer") as session:
        rows = rows_of(session, of_letter(session, _letter(session, letter_id)))
        filled = [(one, who) for one, who in rows if _is_filled(typed.get(one.id, {}))]
        problems: list[Problem] = []
        for done, (application, patient) in enumerate(filled):
            progress(done, len(filled))
            called = f"{application.shown_number}, {patient.short_name}"
            for said in _taken(register, session, application, typed[application.id]):
                problems.append(Problem(str(application.id), f"{called}: {said[:1].lower()}{said[1:]}"))
        if not filled:
            problems.append(Problem("", "Решения: не заполнена ни одна строка"))
        if problems:
            raise Invalid(problems)
    return len(filled)


def _is_filled(row: Mapping[str, Any]) -> bool:
    """Whether a row says anything; the day alone, which stands there from the start, says nothing."""
    return any(value not in (None, "") for name, value in row.items() if name != "on")


def _letter(session: Session, letter_id: int) -> Letter:
    letter = session.get(Letter, letter_id)
    if letter is None or letter.sent_on is None:
        raise NotFound("Отправленного реестра с этим письмом нет.", do="Сначала отметьте отправку.")
    return letter


def _taken(register: Register, session: Session, application: Application, row: Mapping[str, Any]) -> Iterator[str]:
    """Let one row happen; what is wrong with it, each a sentence."""
    reading = read_asked(ASKED, row, register.today())
    values = {field.name: None for field in ASKED} | dict(reading.values)
    wrong = [problem.message for problem in reading.problems] or list(_lacking(application, values))
    if wrong:
        yield from wrong
        return
    verdict = Verdict(values["verdict"])
    said = {"document": values["document"] or "", "note": values["note"] or ""}
    if verdict is Verdict.REFUSE:
        said["reason_code"] = _code(values)
    try:
        steps.move(session, register, application.id, verdict.value, values["on"], **said)
        if verdict is Verdict.GRANT and values["number"]:
            _certificate(register, session, application, values)
    except Invalid as invalid:
        yield from (problem.message for problem in invalid.problems)
    except UserError as error:
        yield error.what


def _code(values: Mapping[str, Any]) -> str:
    """The code of a reason as it is typed: «r1» and «R01» are one."""
    typed = str(values["reason_code"] or "").strip().upper().replace("Р", "R")  # the Cyrillic letter looks the same
    return f"R{typed.removeprefix('R'):0>2}" if typed else ""


def _lacking(application: Application, values: Mapping[str, Any]) -> Iterator[str]:
    """What a row must say for its verdict, and must not."""
    if not values.get("verdict"):
        yield "Решение: выберите из списка"
        return
    verdict = Verdict(values["verdict"])
    if values.get("on") is None:
        yield "Дата: нужно заполнить"
    codes = {one.code for one in applications.profile_of(application).refusal_reasons}
    if verdict is Verdict.REFUSE and _code(values) not in codes:
        yield "Причина: нужен код из списка причин отказа"
    if verdict is Verdict.RETURN and not values.get("note"):
        yield "Пояснение: напишите, чего не хватает"
    if verdict is not Verdict.GRANT and (values.get("number") or values.get("valid_until")):
        yield "Сертификат: его записывают только при решении выдать"
    if values.get("valid_until") and not values.get("number"):
        yield "Сертификат: срок есть, а номера нет"


def _certificate(register: Register, session: Session, application: Application, values: Mapping[str, Any]) -> None:
    typed: dict[str, Any] = {"number": values["number"], "issued_on": values["on"], "days": application.days}
    if values["valid_until"] is not None:
        typed["valid_until"] = values["valid_until"]
    certificates.drawn_up(session, register, application, typed)
