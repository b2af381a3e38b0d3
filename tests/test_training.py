"""The training register: a whole invented district, the same for the same seed, made by the office's own actions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from narcdesk import (
    applications,
    certificates,
    consents,
    courses,
    diagnoses,
    duties,
    indicators,
    observation,
    patients,
    patronage,
    poisonings,
    profile,
    providers,
    rules,
    schema,
    statistics,
    tasks,
    training,
    vault,
)
from narcdesk.applications import Application
from narcdesk.audit import AuditEntry
from narcdesk.base import Base, Coded
from narcdesk.certificates import Certificate
from narcdesk.consents import Consent
from narcdesk.courses import Course
from narcdesk.dates import Calendar, Period, age_on
from narcdesk.diagnoses import Diagnosis, Group
from narcdesk.duties import Duty
from narcdesk.observation import Episode, RemissionFact, TestResult, Visit
from narcdesk.office import requisites
from narcdesk.patients import Patient, Representative
from narcdesk.patronage import Contact
from narcdesk.providers import ProviderSource
from narcdesk.register import Register
from narcdesk.statistics import people
from narcdesk.tasks import Urgency, What
from narcdesk.training import cases, numbers, support
from narcdesk.training.days import Days
from narcdesk.training.fates import fates
from narcdesk.training.people import character

TODAY = date(2026, 11, 20)  # a Friday; the order of 2026 on observation has been in force since September


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The whole of it, as `demo` makes it; nobody changes it."""
    built = training.build(tmp_path_factory.mktemp("учёба") / "Учебный реестр", today=TODAY, kdf=vault.QUICK)
    yield built.register
    built.register.close()


def small(folder: Path, seed: int = 1, **options: Any) -> training.Built:
    return training.build(folder, patients=12, seed=seed, today=TODAY, kdf=vault.QUICK, **options)


def all_of(register: Register, table: type[Base] | InstrumentedAttribute[Any]) -> Sequence[Any]:
    with register.read() as session:
        return session.scalars(sa.select(table)).all()


def contents(register: Register) -> dict[str, Any]:
    """Every row of the register but its keys, and the journal's order of acts."""
    tables = [table for table in schema.audited_tables() if table.name != "seal"]
    by_chance = {"public_id", "seal", "anchor"}  # of a paper, made with the register's own keys

    def told(table: sa.Table) -> list[sa.Column[Any]]:
        return [column for column in table.columns if table.name != "documents" or column.name not in by_chance]

    with register.read() as session:
        rows = {table.name: [tuple(row) for row in session.execute(sa.select(*told(table)))] for table in tables}
        entry = AuditEntry
        acts = session.execute(sa.select(entry.seq, entry.at, entry.action, entry.kind, entry.record_id))
        return {**rows, "journal": [tuple(act) for act in acts]}


# The same seed --------------------------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_people_and_histories(tmp_path: Path, state: Path) -> None:
    told: list[tuple[int, int]] = []
    first = small(tmp_path / "первый", progress=lambda done, whole: told.append((done, whole)))
    second, other = small(tmp_path / "второй"), small(tmp_path / "другой", seed=2)
    try:
        assert schema.check(first.register) == []
        assert patients.count(first.register) == 12
        assert contents(first.register) == contents(second.register)
        assert contents(first.register)["patients"] != contents(other.register)["patients"]
    finally:
        for built in (first, second, other):
            built.register.close()
    assert [done for done, _whole in told] == sorted(done for done, _whole in told)
    assert told[-1][0] == told[-1][1]


def test_the_same_seed_gives_the_same_people_on_another_day(tmp_path: Path, state: Path) -> None:
    """All the year round; the histories lead up to the day, so they move with it."""

    def people(folder: str, day: date) -> set[tuple[str, str, str, str]]:
        built = training.build(tmp_path / folder, patients=40, today=day, kdf=vault.QUICK)
        try:
            found = all_of(built.register, Patient)
            return {(one.full_name, one.sex.value, one.birth.iso, one.snils) for one in found}
        finally:
            built.register.close()

    today = people("сегодня", TODAY)
    assert len(today) == 40
    assert people("завтра", date(2026, 11, 21)) == today
    assert people("весной", date(2026, 3, 16)) == today


def test_it_opens_with_the_name_and_password_it_tells(tmp_path: Path, state: Path) -> None:
    built = training.build(tmp_path / "реестр", patients=1, today=TODAY, kdf=vault.QUICK)
    built.register.close()
    again = Register.open(tmp_path / "реестр", built.login, built.password)
    assert again.findings == []
    again.close()


@pytest.mark.parametrize("day", [date(2026, 1, 4), date(2028, 2, 29)], ids=["holiday", "leap day"])
def test_any_day_can_be_its_today(tmp_path: Path, state: Path, day: date) -> None:
    built = training.build(tmp_path / "реестр", patients=12, seed=3, today=day, kdf=vault.QUICK)
    assert built.register.today() == day
    assert schema.check(built.register) == []
    built.register.close()


def test_who_came_twice_within_days_was_poisoned_once_on_a_day(tmp_path: Path, state: Path) -> None:
    """On one morning of four the district could not be made at all."""
    built = training.build(tmp_path / "реестр", patients=1, today=TODAY, kdf=vault.QUICK)
    try:
        days, rng = Days(date(2025, 11, 20), TODAY), Random(1)
        world = cases.World(built.register, days, profile.in_force("00", TODAY))
        (fate,) = fates(rng, 1, days)
        case = cases.Case(world, character(rng, 1, "m", 40, TODAY, TODAY), fate, rng, patient_id=1)
        for ago in range(20):
            support.note_poisoning(case, TODAY - timedelta(days=ago), chance=1)
        on = [one.on for one in poisonings.listing(built.register, 1)]
    finally:
        built.register.close()
    assert 8 < len(on) == len(set(on)) < 20


# Made by the office's own actions -------------------------------------------------------------------------------------


def test_the_whole_district_checks(district: Register) -> None:
    assert schema.check(district) == []
    assert patients.count(district) == 200


def test_the_journal_goes_with_time_and_ends_before_today(district: Register) -> None:
    entries = all_of(district, AuditEntry)
    moments = [entry.at for entry in entries]
    assert moments == sorted(moments)
    assert moments[0].date() == date(2023, 11, 20)
    assert moments[-1].date() < TODAY
    assert {entry.person_id for entry in entries[1:]} == {1}


def test_everything_was_written_on_its_own_day(district: Register) -> None:
    with district.read() as session:
        days = {
            (action, record_id): at.astimezone(UTC).date()
            for action, record_id, at in session.execute(
                sa.select(AuditEntry.action, AuditEntry.record_id, AuditEntry.at)
            )
        }
    assert all(days["patients.enter", one.id] == one.opened_on for one in all_of(district, Patient))
    assert all(days["observation.visit", one.id] == one.on for one in all_of(district, Visit))
    assert all(days["courses.start", one.id] >= one.started_on for one in all_of(district, Course))
    assert all(days["applications.start", one.id] == one.made_on for one in all_of(district, Application))


def test_the_office_was_closed_on_days_off(district: Register) -> None:
    calendar = Calendar.load()
    assert [visit.on for visit in all_of(district, Visit) if not calendar.is_working_day(visit.on)] == []


def test_numbers_grow_with_time_and_none_is_missing(district: Register) -> None:
    submitted = sorted((one.number, one.submitted_on) for one in all_of(district, Application) if one.number)
    assert [day for _number, day in submitted] == sorted(day for _number, day in submitted)
    for year, count in Counter(number[:6] for number, _day in submitted).items():
        last = max(number for number, _day in submitted if number.startswith(year))
        assert int(last[7:]) == count


def test_providers_came_from_two_files_of_the_region(district: Register) -> None:
    sources = all_of(district, ProviderSource)
    assert [source.act.partition("№ ")[2] for source in sources] == ["5-у", "11-у"]
    assert all(len(source.file_sha256) == 64 for source in sources)
    closed = [one for one in providers.find(district, open_only=False) if one.closed_on]
    assert [one.name for one in closed] == ["АНО учебная мастерская «Своё дело»"]
    (changed,) = providers.find(district, "новый берег")
    assert [fact.value for fact in providers.fact_history(district, changed.id, "places_men")] == [28, 24]
    assert len(providers.find(district)) == 10


# A whole district -----------------------------------------------------------------------------------------------------


def test_groups_of_diagnoses_are_spread_as_in_a_district(district: Register) -> None:
    present = [one for one in all_of(district, Diagnosis) if one.replaced_on is None]
    count = Counter(one.group for one in present)
    assert (count[Group.ALCOHOL], count[Group.DRUGS], count[Group.HARMFUL_ALCOHOL]) == (90, 56, 20)
    # Three whom a court has sent have not come yet: nobody could examine them.
    assert (count[Group.HARMFUL_DRUGS], count[Group.HARMFUL_OTHER], count[Group.SOLVENTS]) == (21, 6, 4)
    assert {one.substance for one in present} == {"F10", "F11", "F12", "F13", "F15", "F18", "F19"}
    assert any(one.current == "0" for one in present)


def test_people_differ_as_people_do(district: Register) -> None:
    found = all_of(district, Patient)
    assert Counter(one.sex.value for one in found) == {"m": 156, "f": 44}
    ages = [one.age_on(one.opened_on) for one in found]
    assert min(ages) >= 15
    assert max(ages) <= 67
    assert sum(age < 18 for age in ages) == 8
    assert len({one.full_name for one in found}) > 190
    assert any("-" in one.surname for one in found)
    assert any("ё" in one.surname for one in found)
    assert any(not one.patronymic for one in found)
    assert any(not one.birth.is_full for one in found)
    assert any(one.actual_address for one in found)
    assert {absence for one in found for absence in one.not_given.values()} == {"unknown", "refused"}
    assert any("snils" in one.odd for one in found)
    assert {one.locality.value for one in found} == {"town", "village"}
    assert len({one.settlement for one in found}) == 8


def test_everybody_who_may_send_has_sent_and_courts_too(district: Register) -> None:
    found = all_of(district, Patient)
    senders = {one.code for one in rules.subjects(TODAY) if one.sends} | {"self", "relatives"}
    assert {one.came_from for one in found} == senders
    grounds = Counter(one.legal_ground for one in found)
    assert set(grounds) == {one.code for one in rules.legal_grounds()}
    assert 25 <= 200 - grounds["voluntary"] - grounds["released"] <= 35


def test_a_minor_has_somebody_who_signs_for_him(district: Register) -> None:
    with district.read() as session:
        rows = session.execute(sa.select(Consent, Patient).join(Patient, Patient.id == Consent.patient_id)).all()
    represented = {one.patient_id for one in all_of(district, Representative)}
    minors = {patient.id for _sheet, patient in rows if patient.age_on(patient.opened_on) < 18}
    assert minors == represented
    for sheet, patient in rows:
        is_strict = sheet.kind is consents.ConsentKind.CARE or _is_drug(district, patient)  # care comes first
        needs = rules.signer("narcology_drugs" if is_strict else "narcology_alcohol")
        if sheet.kind is consents.ConsentKind.EXAMINATION:
            needs = rules.signer("examination")
        expected = needs.needs_representative(patient.age_on(sheet.given_on))
        assert (sheet.representative_id is not None) is expected


def _is_drug(register: Register, patient: Patient) -> bool:
    found = diagnoses.of(register, patient)
    return found is not None and found.group is Group.DRUGS


STATES: list[tuple[InstrumentedAttribute[Any], type[Coded], set[str]]] = [
    (Application.status, applications.Status, set()),
    (Application.service_form, applications.ServiceForm, set()),
    (Application.reply, applications.Reply, {"post"}),
    (Certificate.status, certificates.CertificateStatus, set()),
    (Consent.kind, consents.ConsentKind, set()),
    (Contact.way, patronage.ContactWay, set()),
    (Course.kind, courses.CourseKind, set()),
    (Course.outcome, courses.Outcome, set()),
    (Diagnosis.letter, diagnoses.Letter, set()),
    (Diagnosis.stage, diagnoses.Stage, set()),
    (Duty.result, duties.DutyResult, set()),
    (Episode.end_ground, observation.EndGround, set()),
    (RemissionFact.kind, observation.RemissionKind, set()),
    (Visit.test, TestResult, set()),
]


@pytest.mark.parametrize(("column", "closed_list", "without"), STATES, ids=[str(column) for column, *_ in STATES])
def test_every_state_is_there(
    district: Register, column: InstrumentedAttribute[Any], closed_list: type[Coded], without: set[str]
) -> None:
    found = {str(value) for value in all_of(district, column) if value is not None}
    assert found == {member.value for member in closed_list.__members__.values()} - without


def test_every_reminder_can_be_seen_working(district: Register) -> None:
    found = Counter((task.what, task.urgency) for task in tasks.today(district))
    dated = (Urgency.OVERDUE, Urgency.TODAY, Urgency.SOON)
    for what in (What.APPLICATION, What.CERTIFICATE, What.VISIT, What.PATRONAGE, What.DUTY):
        assert [urgency for urgency in dated if not found[what, urgency]] == [], what
    assert found[What.APPLICATION, Urgency.WAITING]
    assert found[What.CONSENT, Urgency.SOON]
    assert found[What.PROVIDER_ACT, Urgency.OVERDUE]
    assert found[What.SETTLEMENT, Urgency.WAITING]
    assert sum(found.values()) < 90, "a day of one office, not a wall"


def test_observation_follows_the_order_of_its_day(district: Register) -> None:
    found = all_of(district, Episode)
    assert {one.rule_set for one in found} == {"ДН-1988", "ДН-2015", "ДН-2026"}
    for one in found:
        assert observation.way(district, one)[0].rule_set == rules.observation_rules(one.taken_on).id
        # The order of 2015 knows no groups by name; in the later one every patient has one.
        assert (one.group is not None) is rules.rule_set(one.rule_set).groups_named
        if one.end_ground is not None:
            assert one.end_ground.value in {rule.ground for rule in rules.rule_set(one.rule_set).ends}


@pytest.mark.parametrize("year", ["2025", "2026"])
def test_indicators_rest_on_enough_people(district: Register, year: str) -> None:
    period = Period.parse(year)
    for indicator in indicators.all_indicators():
        with district.read() as session:
            within, among = indicator.numerator(session, period), indicator.denominator(session, period)
        assert len(among) >= 20, indicator.code
        assert len(within) >= 5, indicator.code


def test_the_years_number_of_certificates_is_kept(district: Register) -> None:
    quota = district.profile_on(TODAY).quota_per_year
    assert quota is not None
    years = Counter(one.issued_on.year for one in all_of(district, Certificate))
    assert max(years.values()) <= quota


# Nobody real ----------------------------------------------------------------------------------------------------------


def test_the_register_says_that_it_is_for_training(district: Register) -> None:
    with district.read() as session:
        office = requisites(session)
    assert office.training
    assert office.region_code == "00"
    assert district.profile_on(TODAY).training


def test_no_number_or_address_can_be_anybodys(district: Register) -> None:
    for one in all_of(district, Patient):
        assert one.snils == "" or one.snils.startswith("990")  # not given out yet
        assert one.policy_number == "" or one.policy_number.startswith("00")
        assert one.document_series == "" or one.document_series.startswith("00")  # there is no region 00
        assert one.phone == "" or one.phone.startswith("+7000")  # nor such a code
        assert one.registration_address.startswith("000")  # nor such an index
    for one in providers.find(district, open_only=False):
        assert one.value("inn").startswith("00")
        assert one.value("ogrn")[3:5] == "00"
        assert "чебн" in one.name
    assert all("вымышленн" in one.court for one in all_of(district, Duty))


def test_a_passport_fits_the_age_of_who_holds_it(district: Register) -> None:
    for one in all_of(district, Patient):
        if one.document_issued_on is not None and (born := one.birth.as_day):
            ages = [age for age in (14, 20, 45) if age_on(born, one.opened_on) >= age]
            assert ages[-1] <= age_on(born, one.document_issued_on) < 100


@pytest.mark.parametrize(
    ("made", "by_hand"),
    [
        # 9·9 + 9·8 + 0 + 0 + 0 + 7·4 + 9·3 + 1·2 + 9·1 = 219; 219 mod 101 = 17
        (numbers.snils(1), "99000791917"),
        # 0000 00001: 1·8 = 8
        (numbers.inn(1), "0000000018"),
        # 120000000001 mod 11: 11 · 10909090909 = 119999999999, and 2 over
        (numbers.ogrn(1), "1200000000012"),
    ],
)
def test_check_digits_by_hand(made: str, by_hand: str) -> None:
    assert made == by_hand


@pytest.mark.parametrize("layout", statistics.all_layouts(), ids=lambda layout: layout.code)
def test_the_list_behind_each_cell_of_a_form_is_as_long_as_its_number(
    district: Register, layout: statistics.Layout
) -> None:
    report = statistics.count(district, layout, TODAY.year)
    filled = 0
    for spot in report.cells:
        found = people.behind(district, report, spot)
        assert len(found) == report.number(spot), spot
        filled += bool(found)
    assert filled > 50
    assert [one.sentence for one in report.failures if one.is_error] == []
