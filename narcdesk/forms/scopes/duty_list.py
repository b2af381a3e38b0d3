"""The list of persons under a court duty for the head organisation of the region; it leaves, so it is a letter.

To a medical organisation alone, by the exchange between them (323-ФЗ ст. 13 ч. 4 п. 8): names and the course of the
duty, nothing of the illness. Each of the list has his line in the log of disclosures.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from narcdesk import duties
from narcdesk.dates import plural, show
from narcdesk.disclosures import AddresseeKind
from narcdesk.duties import DutyList
from narcdesk.forms import gathering
from narcdesk.forms.fields import LETTER, OFFICE, STAFF
from narcdesk.forms.scope import Scope
from narcdesk.forms.scopes.duties_journal import LINES, lines_contents
from narcdesk.forms.shapes import Field, Group
from narcdesk.letters import Letter
from narcdesk.register import Register

LISTED = Group(
    "listed",
    "Список",
    (
        Field("since", "С какого дня", "09.03.2026", required=True, blank_mm=25),
        Field("until", "По какой день", "15.03.2026", required=True, blank_mm=25),
        Field("count", "Сколько человек: словами; пусто, если никого", "3 обязанности"),
    ),
)


def gather(register: Register, session: Session, drawn: DutyList) -> dict[str, Any]:
    """Who stands on it, as it is known on the day of the paper."""
    found = duties.of_list(session, drawn, register.today())
    return {
        "office": gathering.office_contents(session),
        "listed": {
            "since": show(drawn.since),
            "until": show(drawn.until),
            "count": plural(len(found), "обязанность", "обязанности", "обязанностей") if found else "",
        },
        "lines": lines_contents(found),
        "letter": gathering.letter_contents(session, None),
        "staff": gathering.staff_contents(session, register.person),
    }


def objections(session: Session, letter: Letter, _day: date) -> list[str]:
    """Secrecy leaves with such a list between doctors alone; what was struck out since is on it no more."""
    found = []
    if letter.recipient_kind is not AddresseeKind.MEDICAL:
        found.append("список лиц с обязанностью уходит только медицинской организации")
    if duties.is_out_of_date(session, letter.about_id):
        found.append("обязанность из этого списка зачёркнута: составьте список заново")
    return found


def whom(session: Session, letter: Letter) -> Collection[int]:
    """Everybody on the list."""
    return duties.on_list(session, letter.about_id)


SCOPE = Scope(
    Group("duty_list", "список лиц с обязанностью по суду", (OFFICE, LISTED, LINES, LETTER, STAFF)),
    DutyList,
    gather,
    objects=objections,
    whom=whom,
)
