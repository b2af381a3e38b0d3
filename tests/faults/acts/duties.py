"""Court duties beside the oldest acts of them, and their reference book."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from narcdesk import duties
from narcdesk.duties import EvasionSign, NoticeEvent
from narcdesk.register import Register

if TYPE_CHECKING:
    from tests.faults.desk import Desk

DAY, LATER = date(2026, 3, 16), date(2026, 6, 1)
COURT = {"kind": "АП", "court": "районный суд", "decided_on": "02.03.2026", "received_on": "16.03.2026"}
KIND = {
    "title": "Обязанность по новому закону",
    "act": "закон области № 1-ОЗ",
    "content": "лечение",
    "controller": "police",
    "disclosure": "13.4.3",
    "valid_from": "01.01.2026",
}
TERM = {"event": "completion", "days": "5", "working": True, "act": "приказ № 1", "valid_from": "01.01.2026"}


def make_ready(register: Register, ids: dict[str, int]) -> None:
    """A duty that goes on, one left, one with a prescription to be broken."""
    for name in ("court duty", "left duty", "answered court"):
        ids[name] = duties.receive(register, ids["card"], COURT).id
        duties.appeared(register, ids[name], DAY)
    duties.left(register, ids["left duty"], DAY)
    given = duties.prescribe(register, ids["court duty"], {"given_on": DAY, "what": "явка раз в неделю"})
    ids["prescription"] = given.id


def _evasion_told(desk: "Desk") -> object:
    with desk.register.together():
        duties.evaded(desk.register, desk["left duty"], LATER, EvasionSign.LEFT)
        return duties.told(desk.register, desk["left duty"], LATER, "исх. 40", NoticeEvent.EVASION)


ACTS: dict[str, Callable[["Desk"], object]] = {
    "duties.amend": lambda d: duties.amend(d.register, d["court duty"], {**COURT, "judge": "Судейкин П. П."}),
    "duties.prescribe": lambda d: duties.prescribe(d.register, d["court duty"], {"given_on": LATER, "what": "тест"}),
    "duties.draw_list": lambda d: duties.draw_list(d.register, {"since": "02.03.2026", "until": "01.06.2026"}),
    "duties.broke": lambda d: duties.broke(d.register, d["prescription"], LATER, "не пришёл"),
    "duties.left": lambda d: duties.left(d.register, d["court duty"], LATER),
    "duties.evaded and told": _evasion_told,
    "duties.answered": lambda d: duties.answered(d.register, d["answered court"], {"registered_on": LATER}),
    "office.keep_duty_kind": lambda d: duties.keep_kind(d.register, KIND),
    "office.set_duty_term": lambda d: duties.set_term(d.register, "УК-73", TERM),
}
