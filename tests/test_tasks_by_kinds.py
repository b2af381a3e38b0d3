"""What is due by kinds: pages of one kind, how many there are, whose they are, and one week of it."""

from datetime import date

from narcdesk import duties, observation, tasks
from narcdesk.register import Register
from narcdesk.staff import Role
from narcdesk.tasks import Due
from tests import factories
from tests.factories import Clock


def observed(register: Register, surname: str, next_on: str = "") -> int:
    """A patient under observation, with the day of his next visit."""
    who = factories.patient(register, surname=surname, snils="").id
    observation.take(register, who, {"taken_on": "06.02.2026"})
    if next_on:
        observation.visit(register, who, {"on": "01.03.2026", "kept": True, "next_on": next_on})
    return who


def kind(found: list[Due], name: str) -> Due:
    return next(one for one in found if one.kind == name)


def names(due: Due) -> list[str]:
    return [task.who.split()[0] for task in due.tasks]


def test_a_page_holds_so_many_and_the_rest_is_counted(register: Register) -> None:
    for number, surname in enumerate(("Котов", "Лапин", "Серов", "Уваров", "Фомин")):
        who = observed(register, surname, f"{9 + number:02}.03.2026")
        typed = {"kind": "АП", "court": "Суд", "decided_on": "02.03.2026", "appear_by": f"{9 + number:02}.03.2026"}
        duties.receive(register, who, typed)
    for name in ("visits", "court_appearances"):
        found = kind(tasks.due(register, limit=2), name)
        assert (names(found), found.count) == (["Котов", "Лапин"], 5)
        (second,) = tasks.due(register, kind=name, limit=2, offset=2)
        assert (names(second), second.count) == (["Серов", "Уваров"], 5)
        (last,) = tasks.due(register, kind=name, limit=2, offset=4)
        assert (names(last), last.count) == (["Фомин"], 5)


def test_mine_are_those_whom_nobody_else_received_last(register: Register, clock: Clock) -> None:
    observed(register, "Котов", "16.03.2026")
    both = observed(register, "Лапин", "16.03.2026")
    new = observed(register, "Серов")
    typed = {"kind": "АП", "court": "Суд", "decided_on": "02.03.2026", "appear_by": "16.03.2026"}
    duties.receive(register, new, typed)
    with factories.signed_in(register, Role.DOCTOR, clock) as other:
        observation.visit(other, both, {"on": "10.03.2026", "kept": True, "next_on": "16.03.2026"})
        mine = {one.kind: names(one) for one in tasks.due(other, mine=True) if one.tasks}
        assert mine == {"visits": ["Лапин"], "court_appearances": ["Серов"]}
        everybody = {one.kind: names(one) for one in tasks.due(other) if one.tasks}
        assert everybody == {"visits": ["Котов", "Лапин"], "court_appearances": ["Серов"]}


def test_a_week_holds_its_seven_days_alone(register: Register) -> None:
    for surname, next_on in (
        ("Котов", "15.03.2026"),
        ("Лапин", "16.03.2026"),
        ("Серов", "22.03.2026"),
        ("Уваров", "23.03.2026"),
        ("Фомин", "29.03.2026"),
    ):
        observed(register, surname, next_on)
    assert names(kind(tasks.of_week(register, date(2026, 3, 16)), "visits")) == ["Лапин", "Серов"]
    assert names(kind(tasks.of_week(register, date(2026, 3, 23)), "visits")) == ["Уваров", "Фомин"]
    assert names(kind(tasks.of_week(register, date(2026, 3, 9)), "visits")) == ["Котов"]
