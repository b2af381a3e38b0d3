"""Tables 5 to 11 against an office whose every person was counted by hand (`counted_tables`)."""

from collections.abc import Iterator

import pytest

from narcdesk.commission import catalogue, counting, policy
from narcdesk.commission.tables import Cell, System, linked
from narcdesk.dates import Period
from tests.counted_office import NEXT_QUARTER, QUARTER
from tests.counted_tables import TableOffice, table_office

# By hand, from the story of each person; a row that is left out is all zeros, the last one is the total.
MINORS = {  # start, taken, first, removed, grown, end
    "opioids": (2, 1, 0, 2, 1, 0),  # взрослеющий, переведённый; однодневный
    "cannabinoids": (3, 1, 0, 1, 1, 2),  # школьник, ушедший, перешагнувший; переведённый
    "other": (0, 1, 1, 0, 0, 1),  # новенький
    "": (5, 3, 1, 3, 2, 3),
}
POISONINGS = {  # cases, of them of minors on that day
    "alcohol": (2, 0),  # год twice
    "opioids": (1, 0),  # умерший
    "cannabinoids": (3, 2),  # школьник, ушедший; перешагнувший, eighteen that day
    "stimulants": (1, 0),  # два года
    "combinations": (1, 0),  # сорвавшийся
    "other": (1, 1),  # новенький
    "unknown": (1, 0),  # полгода
    "": (10, 3),
}
DEATHS = {"overdose": (1, 1), "unknown": (1, 0), "": (2, 1)}  # умерший, чужой
REMISSION = {"under_6": (1,), "6-12": (1,), "12-24": (1,), "over_24": (1,), "unknown": (1,), "": (5,)}
PERSONS = {  # of table 8
    "referred": 4,
    "started": 5,  # полгода, год, два года, сорвавшийся, дошедший
    "completed": 1,  # полгода
    "broken_off": 2,  # два года, почти полгода
    "in_rehabilitation": 3,  # год, сорвавшийся, дошедший
    "certificate_asked": 4,
    "certificate_refused": 1,
    "certificate_got": 3,
    "certificate_used": 1,
    "certificate_expired": 1,
}
COURSES = {  # start, started, completed, broken, transferred, end
    "medical": (0, 2, 1, 0, 1, 0),  # полгода, сорвавшийся
    "social": (1, 4, 0, 2, 0, 3),
    "": (1, 6, 1, 2, 1, 3),
}
PROVIDERS = {  # started, completed, organisations
    "residential": (2, 0, 1),  # год and два года, in one house
    "both": (2, 0, 1),  # сорвавшийся twice
    "not_listed": (2, 1, 0),  # полгода; дошедший, whose certificate names nobody
    "": (6, 1, 2),
}
FUNDING = {"certificate": (1, 0), "free": (2, 0), "unknown": (3, 1), "": (6, 1)}  # started, completed
DUTIES = {  # start, received, came, started, evaded, finished, stopped, end
    "administrative": (1, 1, 1, 1, 1, 1, 0, 1),  # явившийся, неявившийся
    "criminal": (2, 1, 1, 0, 0, 0, 2, 1),  # умерший, отменённый; раньше копии
    "other": (0, 1, 0, 0, 1, 0, 1, 0),  # уклонившийся
    "": (3, 3, 2, 1, 2, 1, 3, 2),
}
EXAMINATIONS = {"found": (2,), "not_found": (1,), "refused": (1,), "": (4,)}
TALKS = {"prevention": (2, 35), "harm": (1, 12), "": (3, 47)}
BY_HAND = {
    "minors": MINORS,
    "poisonings": POISONINGS,
    "deaths": DEATHS,
    "courses": COURSES,
    "course_providers": PROVIDERS,
    "course_funding": FUNDING,
    "duties": DUTIES,
    "examinations": EXAMINATIONS,
    "prevention": TALKS,
}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TableOffice]:
    made = table_office(tmp_path_factory.mktemp("таблицы") / "реестр")
    yield made
    made.register.close()


@pytest.fixture(scope="module")
def known() -> catalogue.Catalogue:
    return policy.present_catalogue()


@pytest.fixture(scope="module")
def system(known: catalogue.Catalogue) -> System:
    return linked(known.tables.values(), known.indicators, known.rules)


@pytest.fixture(scope="module")
def counts(lived: TableOffice, system: System) -> dict[Cell, int]:
    return count(lived, system, QUARTER)


def count(lived: TableOffice, system: System, period: str) -> dict[Cell, int]:
    with lived.register.read() as session:
        return counting.count_cells(session, system, Period.parse(period))


@pytest.mark.parametrize("code", BY_HAND)
def test_a_table_by_its_rows(counts: dict[Cell, int], known: catalogue.Catalogue, code: str) -> None:
    table, by_hand = known.tables[code], BY_HAND[code]
    assert table.rows is not None
    assert set(by_hand) <= {"", *table.rows.values}
    nothing = (0,) * len(table.measures)
    for value in ("", *table.rows.values):
        at = {table.rows.code: value} if value else {}
        shown = tuple(counts[Cell.of(measure.code, at)] for measure in table.measures)
        assert shown == by_hand.get(value, nothing), value


@pytest.mark.parametrize("measure", PERSONS)
def test_persons_and_certificates_of_rehabilitation(counts: dict[Cell, int], measure: str) -> None:
    assert counts[Cell(measure)] == PERSONS[measure]


def test_remission_by_its_length_on_the_last_day(counts: dict[Cell, int]) -> None:
    for band, (number,) in REMISSION.items():
        at = {"diagnosis": "alcohol_dependence"} | ({"remission": band} if band else {})
        assert counts[Cell.of("observed_end", at)] == number, band


def test_minors_under_observation_are_one_number_in_two_tables(counts: dict[Cell, int]) -> None:
    assert counts[Cell("minors_end")] == counts[Cell.of("observed_end", {"age": "0-17"})] == 3


def test_whatever_is_counted_adds_up_and_goes_on(lived: TableOffice, system: System, counts: dict[Cell, int]) -> None:
    assert system.broken_by(counts) == []
    following = count(lived, system, NEXT_QUARTER)
    assert system.broken_by(following) == []
    for start, end in (
        ("minors_start", "minors_end"),
        ("courses_start", "courses_end"),
        ("duties_start", "duties_end"),
    ):
        shapes = [cell.at for cell in counts if cell.measure == start]
        assert len(shapes) > 3
        assert [following[Cell(start, at)] for at in shapes] == [counts[Cell(end, at)] for at in shapes]


def test_everything_of_the_catalogue_is_counted_and_nothing_else(
    lived: TableOffice, known: catalogue.Catalogue
) -> None:
    with lived.register.read() as session:
        assert set(counting.sources(session, Period.parse(QUARTER))) == set(known.measures)


@pytest.mark.parametrize(
    ("cell", "nicknames"),
    [
        ("minors_grown", {"взрослеющий", "перешагнувший"}),
        ("minors_removed[substance=opioids]", {"однодневный", "переведённый"}),
        ("broken_off", {"два года", "почти полгода"}),
        ("courses_started[funding=free]", {"год", "два года"}),
        ("duties_evaded", {"неявившийся", "уклонившийся"}),
        ("duties_stopped[duty_ground=criminal]", {"умерший", "отменённый"}),
        ("poisonings[substance=cannabinoids]", {"школьник", "ушедший", "перешагнувший"}),
        ("poisonings[substance=alcohol]", {"год"}),
        ("poisonings_minors", {"школьник", "ушедший", "новенький"}),
        ("died[death_cause=unknown]", {"чужой"}),
        ("observed_end[diagnosis=alcohol_dependence,remission=over_24]", {"два года"}),
        ("examinations[exam_outcome=refused]", {"полгода"}),
        ("certificate_expired", {"не дошедший"}),
    ],
)
def test_a_number_opens_its_people(lived: TableOffice, counts: dict[Cell, int], cell: str, nicknames: set[str]) -> None:
    names = {number: nickname for nickname, number in lived.ids.items()}
    with lived.register.read() as session:
        facts = counting.facts_of(session, Cell.parse(cell), Period.parse(QUARTER))
    assert len(facts) == counts[Cell.parse(cell)]
    assert {names[fact.person] for fact in facts if fact.person} == nicknames


def test_of_a_talk_with_a_group_nobody_is_known(lived: TableOffice) -> None:
    with lived.register.read() as session:
        facts = counting.facts_of(session, Cell("prevention_talks"), Period.parse(QUARTER))
    assert [fact.person for fact in facts] == [None, None, None]
