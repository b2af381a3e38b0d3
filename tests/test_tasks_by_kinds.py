"""What is due by kinds: pages of one kind, how many there are, whose they are, and one week of it."""

from datetime import date

from narcdesk import consents, duties, observation, tasks
from narcdesk.register import Register
from narcdesk.staff import Role
from narcdesk.tasks import Due
from tests import factories
from tests.factories import Clock
from tests.statements import sent


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


def test_whose_visit_a_pause_has_moved_stands_where_it_is_moved_to(register: Register) -> None:
    observed(register, "Котов", "10.03.2026")
    away = observed(register, "Лапин", "09.03.2026")
    (episode,) = observation.episodes(register, away)
    # Nobody waits for him till Tuesday the 10th, so on Wednesday the 11th.
    observation.pause(register, episode.id, {"since": "08.03.2026", "until": "10.03.2026", "reason": "hospital"})
    gone = observed(register, "Рыбин", "09.03.2026")
    (episode,) = observation.episodes(register, gone)
    observation.pause(register, episode.id, {"since": "08.03.2026", "reason": "hospital"})  # nobody knows till when
    observed(register, "Серов", "12.03.2026")
    observed(register, "Уваров", "13.03.2026")
    found = kind(tasks.due(register, limit=3), "visits")
    assert ([(one.who.split()[0], one.due) for one in found.tasks], found.count) == (
        [("Котов", date(2026, 3, 10)), ("Лапин", date(2026, 3, 11)), ("Серов", date(2026, 3, 12))],
        4,
    )
    (last,) = tasks.due(register, kind="visits", limit=3, offset=3)
    assert (names(last), last.count) == (["Уваров"], 4)
    (beyond,) = tasks.due(register, kind="visits", limit=3, offset=6)
    assert (names(beyond), beyond.count) == ([], 4)


def test_a_page_beyond_the_last_row_still_counts_them_all(register: Register) -> None:
    for surname in ("Котов", "Лапин"):
        observed(register, surname, "10.03.2026")
    (beyond,) = tasks.due(register, kind="visits", limit=2, offset=4)
    assert (names(beyond), beyond.count) == ([], 2)


def test_of_more_people_no_more_statements_are_asked(register: Register) -> None:
    def statements_after(people: int) -> int:
        for number in range(people):
            who = observed(register, "Котов", f"{2 + number:02}.03.2026")
            typed = {"kind": "АП", "court": "Суд", "decided_on": "02.03.2026", "appear_by": "09.03.2026"}
            duties.receive(register, who, typed)
            silent = factories.patient(register, surname="Молчанов", snils="").id
            observation.take(register, silent, {"taken_on": "01.02.2010"}, group="alcohol")
            consents.give(register, silent, {"kind": "care", "given_on": "01.03.2026", "valid_until": "20.03.2026"})
        with sent(register) as statements:
            due = {one.kind: one.count for one in tasks.due(register) if one.count}
        kinds = {"visits", "court_appearances", "no_shows", "recoveries", "ending_consents"}
        assert due == dict.fromkeys(kinds, people if people == 1 else 1 + people)
        return len(statements)

    tasks.today(register)
    assert statements_after(1) == statements_after(9)


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


def test_a_week_holds_whom_the_grace_lets_come_in_it(register: Register) -> None:
    head_says = {"value": "5", "basis": "приказ главного врача"}
    observation.set_cell(register, "office.grace", head_says)
    observed(register, "Котов", "13.03.2026")  # a Friday: awaited till Wednesday, 18.03
    observed(register, "Лапин", "10.03.2026")  # till Sunday, 15.03
    (task,) = kind(tasks.of_week(register, date(2026, 3, 16)), "visits").tasks
    assert (task.who.split()[0], task.due) == ("Котов", date(2026, 3, 18))
    assert [one.due for one in kind(tasks.of_week(register, date(2026, 3, 9)), "visits").tasks] == [date(2026, 3, 15)]
