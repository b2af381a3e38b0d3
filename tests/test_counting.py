"""Exact counts against a small office whose every person was counted by hand (`counted_office`)."""

from collections.abc import Iterator
from datetime import date

import pytest

from narcdesk import applications, certificates, counted, courses, journal, observation
from narcdesk.commission import counting, policy
from narcdesk.commission.tables import Cell
from narcdesk.dates import Period
from narcdesk.diagnoses import Group
from narcdesk.indicators import all_indicators
from narcdesk.journal import Wanted
from narcdesk.register import Register
from tests import factories
from tests.counted_office import CANARY, HARMFUL_OPIOIDS, NEXT_QUARTER, OPIOIDS, QUARTER, TODAY, Office, office
from tests.factories import DAY, Clock

MEASURES = (
    "observed_start",
    "taken",
    "taken_first",
    "removed",
    "removed_recovery",
    "removed_moved",
    "removed_refused",
    "removed_other",
    "removed_unknown",
    "observed_end",
)
MOVEMENT = {  # by hand, from the story of each person; columns as in MEASURES
    "alcohol_dependence": (3, 0, 0, 1, 0, 1, 0, 0, 0, 2),
    "drug_dependence": (4, 2, 0, 2, 0, 0, 1, 1, 0, 4),
    "toxic_dependence": (0, 1, 0, 0, 0, 0, 0, 0, 0, 1),
    "alcohol_harmful": (1, 0, 0, 1, 1, 0, 0, 0, 0, 0),
    "drug_harmful": (2, 1, 1, 2, 0, 0, 0, 2, 0, 1),
    "other_harmful": (1, 0, 0, 1, 0, 0, 1, 0, 0, 0),
    "other": (1, 0, 0, 1, 0, 0, 0, 1, 0, 0),
    "unknown": (0, 1, 1, 0, 0, 0, 0, 0, 0, 1),
    "": (12, 5, 2, 8, 1, 1, 2, 4, 0, 9),
}
SUBSTANCES = {  # observed_start, taken, taken_first, removed, observed_end
    "alcohol": (5, 0, 0, 3, 2),
    "opioids": (4, 1, 0, 2, 3),
    "cannabinoids": (1, 2, 1, 1, 2),
    "stimulants": (1, 0, 0, 1, 0),
    "combinations": (0, 0, 0, 0, 0),
    "other": (1, 1, 0, 1, 1),
    "unknown": (0, 1, 1, 0, 1),
}
AT_THE_END = [  # sex, age and row of each of the nine
    ("m", "40-59", "alcohol_dependence"),
    ("f", "60+", "alcohol_dependence"),
    ("f", "18-39", "drug_dependence"),
    ("m", "40-59", "drug_dependence"),
    ("m", "40-59", "drug_dependence"),
    ("m", "40-59", "drug_dependence"),
    ("m", "0-17", "toxic_dependence"),
    ("m", "18-39", "drug_harmful"),
    ("f", "40-59", "unknown"),
]
FLOWS = {
    "referred": 3,
    "started": 6,
    "completed": 3,
    "certificate_asked": 3,
    "certificate_got": 2,
    "certificate_used": 1,
}
INDICATORS = {  # numerator and denominator, by the nicknames of `counted_office`
    "included": (
        {"вчерашняя", "перемена", "новогодний", "пропавший", "успевший"},
        {"вчерашняя", "перемена", "стадия", "рубеж"},
    ),
    "finished": ({"вчерашняя", "стадия", "рубеж"}, {"вчерашняя", "перемена", "стадия", "рубеж"}),
    "patronage": (
        {"стадия"},
        {"вчерашняя", "стадия", "окончивший", "семьсот тридцать", "семьсот тридцать один"},
    ),
    "sober": (
        {"окончивший", "семьсот тридцать один"},
        {"окончивший", "сорвавшийся", "семьсот тридцать", "семьсот тридцать один"},
    ),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = office(tmp_path_factory.mktemp("подсчёт") / "реестр кабинета")
    yield made
    made.register.close()


def count(small: Office, period: str) -> dict[Cell, int]:
    rules = policy.in_force("municipal", TODAY)
    with small.register.read() as session:
        return counting.count(session, rules, Period.parse(period))


@pytest.fixture(scope="module")
def counts(small: Office) -> dict[Cell, int]:
    return count(small, QUARTER)


@pytest.mark.parametrize("row", MOVEMENT)
def test_the_movement_of_each_row(counts: dict[Cell, int], row: str) -> None:
    at = {"diagnosis": row} if row else {}
    assert tuple(counts[Cell.of(measure, at)] for measure in MEASURES) == MOVEMENT[row]


@pytest.mark.parametrize("substance", SUBSTANCES)
def test_the_movement_of_each_substance(counts: dict[Cell, int], substance: str) -> None:
    shown = ("observed_start", "taken", "taken_first", "removed", "observed_end")
    assert tuple(counts[Cell.of(measure, {"substance": substance})] for measure in shown) == SUBSTANCES[substance]


@pytest.mark.parametrize("dimension", ["sex", "age"])
def test_who_is_observed_at_the_end_by_sex_and_age(counts: dict[Cell, int], dimension: str) -> None:
    places = [(sex if dimension == "sex" else age, row) for sex, age, row in AT_THE_END]
    by_hand = {place: places.count(place) for place in places}
    by_program = {
        (dict(cell.at)[dimension], dict(cell.at)["diagnosis"]): number
        for cell, number in counts.items()
        if {name for name, _ in cell.at} == {dimension, "diagnosis"} and number
    }
    assert by_program == by_hand


@pytest.mark.parametrize("measure", FLOWS)
def test_rehabilitation_and_certificates(counts: dict[Cell, int], measure: str) -> None:
    assert counts[Cell(measure)] == FLOWS[measure]


@pytest.mark.parametrize("code", INDICATORS)
def test_the_persons_of_an_indicator(small: Office, code: str) -> None:
    (indicator,) = [found for found in all_indicators() if found.code == code]
    names = {number: nickname for nickname, number in small.ids.items()}
    with small.register.read() as session:
        sides = [side(session, Period.parse(QUARTER)) for side in (indicator.numerator, indicator.denominator)]
    assert tuple({names[person] for person in side} for side in sides) == INDICATORS[code]


def test_the_numbers_of_an_indicator_are_those_of_its_persons(counts: dict[Cell, int]) -> None:
    for indicator in policy.in_force("municipal", TODAY).indicators:
        numerator, denominator = INDICATORS[indicator.code]
        assert counts[indicator.numerator] == len(numerator), indicator.code
        assert counts[indicator.denominator] == len(denominator), indicator.code


def test_the_end_of_a_quarter_is_the_start_of_the_next(small: Office, counts: dict[Cell, int]) -> None:
    following = count(small, NEXT_QUARTER)
    shapes = {cell.at for cell in counts if cell.measure == "observed_start"}
    assert len(shapes) > 10
    for at in shapes:
        assert following[Cell("observed_start", at)] == counts[Cell("observed_end", at)]
    assert following[Cell("removed_other")] == 1  # the death of the first of April
    assert following[Cell("certificate_used")] == 1
    assert following[Cell("patronage_covered")] == 1


def test_everything_that_must_add_up_does(small: Office) -> None:
    rules = policy.in_force("municipal", TODAY)
    for period in (QUARTER, NEXT_QUARTER, "2025", "2025-Q4", "2026-02", "2020"):
        assert rules.system.broken_by(count(small, period)) == [], period


def test_an_office_without_anybody_counts_to_zero(small: Office) -> None:
    assert set(count(small, "2020").values()) == {0}


def test_a_diagnosis_made_after_the_taking_counts_from_the_taking_day(register: Register, clock: Clock) -> None:
    clock.go(TODAY)
    late = Office(register, clock, {})
    late.observe("поздний диагноз", None, date(2026, 3, 20))
    late.sick("поздний диагноз", OPIOIDS, date(2026, 4, 10))
    late.observe("снят без диагноза", None, date(2026, 2, 1), date(2026, 3, 15))
    late.sick("снят без диагноза", OPIOIDS, date(2026, 3, 20))
    late.observe("утяжеление", None, date(2026, 1, 10))
    late.sick("утяжеление", HARMFUL_OPIOIDS, date(2026, 2, 5))
    late.sick("утяжеление", OPIOIDS, date(2026, 3, 3))
    late.come("не под наблюдением")
    late.sick("не под наблюдением", OPIOIDS, date(2026, 4, 10))
    nickname = {number: name for name, number in late.ids.items()}
    drugs, harmful = (Group.DRUGS,), (Group.HARMFUL_DRUGS,)
    by_hand = [  # day, group, who belongs to it on the evening of that day
        (date(2026, 1, 9), harmful, set()),
        (date(2026, 1, 10), harmful, {"утяжеление"}),
        (date(2026, 3, 2), harmful, {"утяжеление"}),
        (date(2026, 3, 3), harmful, set()),
        (date(2026, 3, 10), drugs, {"утяжеление"}),
        (date(2026, 3, 19), drugs, {"утяжеление"}),
        (date(2026, 3, 20), drugs, {"утяжеление", "снят без диагноза", "поздний диагноз"}),
        (date(2026, 4, 10), drugs, {"утяжеление", "снят без диагноза", "поздний диагноз", "не под наблюдением"}),
    ]
    with register.read() as session:
        for day, groups, who in by_hand:
            found = observation.in_groups(session, groups, day)
            assert {nickname[number] for number in found} == who, day
        counted_now = counting.count(session, policy.in_force("municipal", TODAY), Period.parse(QUARTER))
        dependents = all_indicators()[0].denominator(session, Period.parse(QUARTER))
    shown = ("observed_start", "taken", "removed", "observed_end")
    rows = {
        row: tuple(counted_now[Cell.of(measure, {"diagnosis": row})] for measure in shown)
        for row in ("drug_dependence", "drug_harmful", "unknown")
    }
    assert rows == {"drug_dependence": (0, 2, 0, 2), "drug_harmful": (0, 1, 1, 0), "unknown": (0, 1, 1, 0)}
    assert {nickname[number] for number in dependents} == {"утяжеление", "поздний диагноз"}
    page = counted.explained(
        register, all_indicators()[0], "denominator", Period.parse(QUARTER), [late.ids["поздний диагноз"]]
    )
    assert page[0].because == (
        "диагноз F11.242Н от 10.04.2026, считается со взятия под наблюдение; под наблюдением с 20.03.2026"
    )


# The persons by name, for the office alone


def test_the_persons_are_told_by_name_with_the_facts_behind_each(small: Office) -> None:
    period = Period.parse(QUARTER)
    included, patronage, sober = (
        next(one for one in all_indicators() if one.code == code) for code in ("included", "patronage", "sober")
    )

    def because(indicator: object, side: counted.Side, nickname: str) -> str:
        people = counted.persons(small.register, indicator, side, period)  # type: ignore[arg-type]
        page = counted.explained(small.register, indicator, side, period, people)  # type: ignore[arg-type]
        assert [one.patient_id for one in page] == people
        (found,) = [one for one in page if one.patient_id == small.ids[nickname]]
        assert found.full_name.startswith(CANARY)
        return found.because

    assert because(included, "numerator", "перемена") == (
        "медицинская реабилитация начата 20.01.2026; диагноз F11.242Н от 10.02.2026"
    )
    assert because(included, "denominator", "вчерашняя") == (
        "диагноз F11.242Н от 31.12.2025; под наблюдением с 31.12.2025"
    )
    assert because(patronage, "numerator", "стадия") == (
        "патронат: 1 контакт за период; комплексная программа окончена 01.01.2026"
    )
    assert because(sober, "numerator", "семьсот тридцать один") == (
        "трезвость подтверждена 31.03.2026, счёт с 30.03.2024 (731 день); комплексная программа окончена 01.05.2024"
    )


def test_the_persons_stand_by_the_alphabet(small: Office) -> None:
    people = counted.persons(small.register, all_indicators()[1], "denominator", Period.parse(QUARTER))
    page = counted.explained(small.register, all_indicators()[1], "denominator", Period.parse(QUARTER), people)
    by_number = sorted(page, key=lambda one: one.full_name)
    assert page == by_number


def test_whom_the_page_showed_is_journalled_in_the_history_of_each(small: Office) -> None:
    before = small.register.head.seq
    people = counted.persons(small.register, all_indicators()[0], "numerator", Period.parse(QUARTER))
    assert small.register.head.seq == before
    page = counted.explained(small.register, all_indicators()[0], "numerator", Period.parse(QUARTER), people)
    assert small.register.head.seq == before + 1
    assert len(page) > 1
    for one in page:
        (newest, *_) = journal.listing(small.register, Wanted(card_number=one.card_number))
        assert (newest.seq, newest.action) == (before + 1, "Открыт список людей в показателе")


def test_a_second_sending_takes_nothing_out_of_the_quarter_of_the_first(register: Register, clock: Clock) -> None:
    patient = factories.patient(register)
    factories.diagnosis(register, patient.id)
    factories.both_consents(register, patient.id)
    application = applications.submit(register, factories.application(register, patient.id).id)
    applications.send(register, application.id, DAY, "1")
    clock.go(date(2026, 4, 2))
    applications.returned(register, application.id, date(2026, 4, 2), "нет справки")
    applications.send(register, application.id, date(2026, 4, 2), "2")
    rules = policy.in_force("municipal", date(2026, 7, 1))
    with register.read() as session:
        first, second = (
            counting.count(session, rules, Period.parse(text))[Cell.of("referred")] for text in ("2026-Q1", "2026-Q2")
        )
    assert (first, second) == (1, 1)


# Applications for a certificate and certificates


def test_only_certificates_count_as_certificates(register: Register, clock: Clock) -> None:
    def asks(instrument: str, number: str) -> int:
        person = factories.patient(register, snils="", surname=f"Канарейкин-{number}")
        factories.both_consents(register, person.id)
        typed = {"days": "90", "circumstance": "voluntary"}
        return applications.submit(
            register, applications.start(register, person.id, typed, instrument=instrument).id
        ).id

    def given(application_id: int, number: str) -> int:
        applications.send(register, application_id, register.today(), number)
        applications.granted(register, application_id, register.today(), number)
        typed = {"number": number, "issued_on": register.today(), "days": "90"}
        return certificates.record(register, application_id, typed).id

    given(asks("referral", "1"), "Н-1")
    applications.withdrawn(register, asks("certificate", "2"), DAY, "заявку начали по ошибке")
    certificates.annul(register, given(asks("certificate", "3"), "С-1"), "выписан по ошибке")
    used = given(asks("certificate", "4"), "С-2")
    patient_id = register_patient(register, used)
    courses.start(register, patient_id, {"kind": "social", "started_on": DAY}, certificate_id=used)
    given(asks("certificate", "5"), "С-3")
    late = asks("certificate", "6")
    applications.send(register, late, DAY, "6")
    clock.go(date(2026, 4, 2))
    applications.returned(register, late, register.today(), "нет справки")
    applications.send(register, late, register.today(), "7")
    rules = policy.in_force("municipal", date(2026, 7, 1))
    with register.read() as session:
        counted_in = [counting.count(session, rules, Period.parse(quarter)) for quarter in ("2026-Q1", "2026-Q2")]
    measures = ("referred", "certificate_asked", "certificate_got", "certificate_used")
    assert [[cells[Cell.of(measure)] for measure in measures] for cells in counted_in] == [[5, 4, 2, 1], [1, 0, 0, 0]]


def register_patient(register: Register, certificate_id: int) -> int:
    with register.read() as session:
        return session.get_one(certificates.Certificate, certificate_id).patient_id
