"""Records leave the register once: every case, the census that judges them, the journal, and no word of a person."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from narcdesk import covering
from narcdesk.commission import confirming, ledger, verification
from narcdesk.commission.archive import unpack
from narcdesk.commission.cohorts import cases, census, export, papers, policy
from narcdesk.commission.cohorts.kept import ReleasedCase
from narcdesk.commission.cohorts.policy import Rules
from narcdesk.commission.cohorts.release import TooFew
from narcdesk.commission.export import listing
from narcdesk.commission.ledger import SentBatch
from narcdesk.commission.risk import Revealed
from narcdesk.courses import Course, CourseKind, Outcome
from narcdesk.dates import PartialDay, Period
from narcdesk.diagnoses import Diagnosis
from narcdesk.duties import Duty
from narcdesk.errors import UserError
from narcdesk.observation import EndGround, Episode, RemissionFact, RemissionKind
from narcdesk.patients import Patient, Sex
from narcdesk.register import Register
from narcdesk.struck import WITH_STRUCK
from tests import factories
from tests.cohort_register import CANARY, COUNT, YEAR, filled_register
from tests.cohort_samples import CENSUS, rules


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("записи") / "реестр"
    filled_register(folder).close()
    return folder


@pytest.fixture
def office(filled: Path, tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    wide: Rules = replace(rules(), least=100)
    monkeypatch.setattr(policy, "in_force", lambda day: wide)
    shutil.copytree(filled, tmp_path / "реестр")
    register = Register.open(tmp_path / "реестр", "zimin", factories.PASSWORD, clock=factories.Clock())
    yield register
    register.close()


def _prepared(register: Register, **given: object) -> export.Prepared:
    seed = {"chance": random.Random(3), "batch_id": "0f" * 16}
    return export.prepare(register, YEAR, **{**seed, **given})  # type: ignore[arg-type]


def _bytes(register: Register, prepared: export.Prepared) -> bytes:
    return papers.build(prepared.made.release, register.batch_key())


def _as(prepared: export.Prepared, **changed: str) -> export.Prepared:
    made = prepared.made
    return replace(prepared, made=replace(made, release=replace(made.release, **changed)))  # type: ignore[arg-type]


def test_a_batch_leaves_once_and_remembers_its_cases(office: Register, tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    prepared = _prepared(office, more=True, progress=lambda done, of: said.append((done, of)))
    assert said[0][0] == 0
    assert said[-1][0] == said[-1][1]
    assert listing(office) == []
    with pytest.raises(confirming.Unconfirmed):
        export.send(office, prepared, tmp_path / "флеш")
    export.confirm(office, prepared, "второй", factories.PASSWORD)
    sent = export.send(office, prepared, tmp_path / "флеш")
    assert sent.path.name.endswith(".hpke")
    assert CANARY.encode() not in sent.path.read_bytes()
    with office.read() as session:
        left = set(session.scalars(sa.select(ReleasedCase.episode_id)))
        assert left == set(session.scalars(sa.select(Episode.id)))
        assert cases.of_year(session, YEAR, date(YEAR + 1, 12, 31)).known == COUNT
    assert [batch.recipient for batch in listing(office)] == ["medical"]
    assert covering.pdf(office, prepared.batch_id).startswith(b"%PDF")
    with pytest.raises(UserError, match=f"Записи за {YEAR} год уже выгружены"):
        _prepared(office)
    again = _as(prepared, batch_id="1a" * 16)
    export.confirm(office, again, "второй", factories.PASSWORD)
    with pytest.raises(ledger.Stale, match="изменился с тех пор"):  # something has left since it was prepared
        export.send(office, again, tmp_path / "флеш")
    again = _as(again, anchor=office.head.text)
    export.confirm(office, again, "второй", factories.PASSWORD)
    with pytest.raises(UserError, match="уже вышла в другом пакете"):
        export.send(office, again, tmp_path / "флеш")
    assert len(list((tmp_path / "флеш").iterdir())) == 1


def _onto_one_card(register: Register, kept: int, gone: int) -> None:
    """Two cards joined, of which each has an episode of its own: what a merge does with what hangs on the one."""
    with register.unlocked.writing.begin() as connection:
        of_card = Episode.__table__.c.patient_id
        connection.execute(sa.update(Episode.__table__).where(of_card == gone).values(patient_id=kept))


def test_nobody_leaves_twice_though_his_case_or_his_card_became_another(office: Register, tmp_path: Path) -> None:
    prepared = _prepared(office)
    export.confirm(office, prepared, "второй", factories.PASSWORD)
    _onto_one_card(office, 1, 2)
    with pytest.raises(UserError, match="карты объединены, и один человек вошёл бы в неё дважды"):
        export.send(office, prepared, tmp_path / "флеш")
    # Another case of the first person has left meanwhile.
    with office.unlocked.writing.begin() as connection:
        earlier = {"patient_id": 1, "rule_set": "ДН-2015", "taken_on": date(YEAR - 1, 3, 1)}
        episode = connection.execute(sa.insert(Episode.__table__).values(earlier)).inserted_primary_key
    assert episode
    _has_left(office, episode[0])
    with pytest.raises(UserError, match="другой случай тех же людей уже вышла в другом пакете"):
        export.send(office, prepared, tmp_path / "флеш")
    assert not any((tmp_path / "флеш").glob("*"))


def _has_left(register: Register, episode: int) -> None:
    """This case has left in a batch of another year."""
    with register.unlocked.writing.begin() as connection:
        record = {**_RECORD, "batch_id": "2b" * 16, "made_by": register.person.id}
        sent = connection.execute(sa.insert(SentBatch.__table__).values(record)).inserted_primary_key
        assert sent
        left = {"sent_batch_id": sent[0], "episode_id": episode}
        connection.execute(sa.insert(ReleasedCase.__table__).values(left))


_RECORD = {
    **{"recipient": "medical", "period": str(YEAR - 1), "made_on": date(YEAR, 12, 31), "confirmed_by": None},
    **{"policy_sha256": "0" * 64, "file_name": "Выгрузка.zip", "file_sha256": "", "zip_sha256": "", "sealed_to": ""},
}


def test_the_same_register_and_chance_make_the_same_bytes_whatever_columns_it_has(office: Register) -> None:
    prepared = _prepared(office)
    file = _bytes(office, prepared)
    assert len(prepared.made.exact) == COUNT
    assert verification.verify(file).problems == [
        f"Записей меньше, чем разрешено передавать: {len(prepared.made.release.rows)}."
    ]
    anchor = prepared.made.release.anchor
    with office.unlocked.writing.begin() as connection:
        for table in ("patients", "episodes", "diagnoses", "duties", "remission_facts", "census_tables"):
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN extra TEXT DEFAULT '{CANARY}'")
    later = _prepared(office)
    assert (
        _bytes(office, replace(later, made=replace(later.made, release=replace(later.made.release, anchor=anchor))))
        == file
    )
    text = unpack(file)["cases.csv"].decode("utf-8-sig")
    for word in (CANARY, "Канарей", "Нигде", "Лог", "2024", "99000000"):
        assert word not in text
    # A place of no census is not known, and nobody's place is told more exactly than it may be.
    assert sum(one["place"] == "не указано" for one in prepared.made.exact) > 0
    assert {one["place"] for one in prepared.made.exact} == {
        "г. Среднеозёрск",
        "р. п. Тихореченский",
        "с. Ольховый Лог",
        "не указано",
    }


def test_a_word_of_the_register_in_the_file_stops_it(office: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    real = papers.write_cases
    monkeypatch.setattr(
        papers,
        "write_cases",
        # Not in the form that it is held against, which has a record for each value of a closed list alone.
        lambda release: real(release) + f"{CANARY}ал Канарей\r\n".encode() * (len(release.rows) > COUNT // 2),
    )
    monkeypatch.setattr(export.attacks, "attack", lambda made, file: None)
    with pytest.raises(Revealed, match=r"нашлось то, что записано о людях в реестре .*patients\.names"):
        _prepared(office)


def test_a_place_that_may_be_told_is_no_word_of_a_person(office: Register) -> None:
    """Where all live in one town the file names it; the cards name it too, letter for letter."""
    town = "г. Среднеозёрск"
    with office.write("patients.import_list") as session:
        for card in session.scalars(sa.select(Patient)):
            card.settlement = town
    prepared = _prepared(office)
    assert town in {cell for row in prepared.made.release.rows.values() for cell in row}


def test_a_patient_in_a_census_stops_it(office: Register, tmp_path: Path) -> None:
    """A place stands in the file whoever is counted."""
    with office.read() as session:
        card = session.get_one(Patient, 1)
    file = tmp_path / "население.csv"
    file.write_bytes(CENSUS.read_bytes().replace("Ольховый Лог".encode(), f"{card.surname} {card.given}".encode()))
    census.take(office, file)
    with pytest.raises(Revealed, match="населённые пункты таблицы населения") as told:
        _prepared(office)
    assert card.surname not in str(told.value)


def test_what_is_said_of_a_case_by_hand(office: Register) -> None:
    day = date(YEAR + 1, 12, 31)
    with office.write("patients.import_list") as session:
        card = session.get_one(Patient, 1)
        card.birth, card.sex, card.settlement, card.came_from = (
            PartialDay(2007, 3, 1),
            Sex.FEMALE,
            "ольховый лог",
            "court",
        )
        episode = session.scalars(sa.select(Episode).where(Episode.patient_id == 1)).one()
        episode.taken_on, episode.ended_on, episode.end_ground = date(YEAR, 2, 29), date(YEAR, 9, 1), EndGround.PRISON
        diagnosis = session.scalars(sa.select(Diagnosis).where(Diagnosis.patient_id == 1)).one()
        diagnosis.made_on, diagnosis.substance, diagnosis.state = date(YEAR, 3, 3), "F15", "2"
        card.died_on = None
        session.add_all(
            [
                # A duty that was over before he was taken, a use before it, a course finished while he was observed.
                Duty(patient_id=1, kind="АП", court="суд", decided_on=date(2020, 1, 1), ended_on=date(2021, 1, 1)),
                RemissionFact(patient_id=1, kind=RemissionKind.USE, on=date(YEAR, 2, 1), proof="тест"),
                Course(
                    patient_id=1,
                    kind=CourseKind.SOCIAL,
                    started_on=date(YEAR, 4, 1),
                    ended_on=date(YEAR, 8, 1),
                    outcome=Outcome.FINISHED,
                ),
                # Taken again later: it is no case of its own, and of the next year neither.
                Episode(patient_id=1, rule_set="ДН-2015", taken_on=date(YEAR, 11, 1), ended_on=date(YEAR, 12, 1)),
                Episode(patient_id=1, rule_set="ДН-2015", taken_on=date(YEAR + 1, 3, 1)),
            ]
        )
    with office.read() as session:
        cohort = cases.of_year(session, YEAR, day)
        assert len(cohort.cases) == COUNT
        assert cases.of_year(session, YEAR + 1, date(YEAR + 2, 12, 31)).cases == ()
    told = export.signs.record(rules(), cohort.cases[0], {"ольховый лог": "с. Ольховый Лог"})
    assert told == {
        "age": "14–17",  # sixteen on the day of the taking
        "sex": "женский",
        "place": "с. Ольховый Лог",
        "month": "февраль",
        "diagnosis": "F14, F15: зависимость",  # made later, counts from the taking
        "source": "другая служба или орган",
        "outcome": "снят: другая причина",
        "court": "не было",
        "relapse": "нет",
        "death": "нет",
        "length": "от 6 до 12 месяцев",  # six months and three days
        "courses": "один",
    }


def test_what_was_struck_out_as_a_mistake_makes_no_case(office: Register) -> None:
    """A first observation that was a mistake is none: the next one counts, in its own year."""
    day, kept = date(YEAR + 1, 12, 31), {"struck_on": date(YEAR, 12, 1)}
    used = {"patient_id": 1, "kind": RemissionKind.USE, "on": date(YEAR, 12, 31), "proof": "тест"}
    with office.write("patients.import_list") as session:
        for person, later in ((1, date(YEAR, 12, 30)), (2, date(YEAR + 1, 2, 1)), (3, date(YEAR + 1, 2, 2))):
            session.scalars(sa.select(Episode).where(Episode.patient_id == person)).one().struck_on = kept["struck_on"]
            session.add(Episode(patient_id=person, rule_set="ДН-2015", taken_on=later))
        session.scalars(sa.select(Diagnosis).where(Diagnosis.patient_id == 1)).one().struck_on = kept["struck_on"]
        session.add(Duty(patient_id=1, kind="АП", court="суд", decided_on=date(YEAR, 12, 30), **kept))
        session.add(RemissionFact(**used, **kept))
    with office.read() as session:
        assert cases.how_many(session, YEAR) == COUNT - 2
        found = cases.of_year(session, YEAR, day).cases
        assert len(found) == COUNT - 2
        told = [(one.court, one.used, one.diagnosis) for one in found if one.taken_on == date(YEAR, 12, 30)]
        assert (False, False, None) in told
        assert cases.how_many(session, YEAR + 1) == 2
    # What had left and was struck out afterwards is known to the dispensary: the same person never leaves again.
    with office.read() as session:
        query = sa.select(Episode.id).where(Episode.patient_id == 3, Episode.struck_on.is_not(None))
        struck = session.scalars(query, execution_options=WITH_STRUCK).one()
    _has_left(office, struck)
    with office.read() as session:
        cohort = cases.of_year(session, YEAR + 1, date(YEAR + 2, 12, 31))
        assert (cases.how_many(session, YEAR + 1), len(cohort.cases), cohort.known) == (1, 1, 1)


def test_years_are_offered_without_reading_every_case(office: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page asks at each look: of ten thousand people five years took half a second."""
    monkeypatch.setattr(cases, "of_year", None)
    assert [(offer.year, bool(offer.refusal)) for offer in export.offered(office, 2)] == [(2024, False), (2023, True)]


def test_why_a_year_may_not_leave(office: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [(offer.year, bool(offer.refusal)) for offer in export.offered(office, 2)] == [(2024, False), (2023, True)]
    with pytest.raises(UserError, match=r"31\.12\.2026: этот день ещё не прошёл"):
        export.prepare(office, 2025)
    with pytest.raises(TooFew, match="за этот год 0 записей"):
        export.prepare(office, 2023)
    with pytest.raises(UserError, match="только за целый год"):
        export.export(office, Period.parse("2024-Q1"), Path("нигде"))
    monkeypatch.setattr(policy, "in_force", lambda day: rules())
    with pytest.raises(TooFew, match="150 записей, а нужно не меньше 1000"):
        export.prepare(office, YEAR)
    monkeypatch.setattr(export, "newest_census", lambda session: None)
    monkeypatch.setattr(policy, "in_force", lambda day: replace(rules(), least=100))
    with pytest.raises(UserError, match="Нет таблицы населения"):
        export.prepare(office, YEAR)


def test_whoever_is_told_of_the_progress_may_stop_it(office: Register) -> None:
    class Stop(Exception):
        pass

    def stop(done: int, of: int) -> None:
        raise Stop

    before = office.head
    with pytest.raises(Stop):
        _prepared(office, progress=stop)
    assert office.head == before


def test_of_two_cards_of_one_person_one_case_leaves_at_most(office: Register) -> None:
    """Nobody has joined them yet, but the number and the birth say whose they are; a number alone may be made up."""
    with office.write("patients.import_list") as session:
        one, other, third = (session.get_one(Patient, card) for card in (1, 2, 3))
        one.snils = other.snils = third.snils = "99000000001"
        one.birth = other.birth = PartialDay(1980, 5, 5)
        third.birth = PartialDay(1990, 5, 5)
        for card in (one, other, third):
            card.fold()
        first = session.scalars(sa.select(Episode).where(Episode.patient_id == 1)).one()
        first.taken_on, first.ended_on = date(YEAR - 1, 2, 1), None
    day = date(YEAR + 1, 12, 31)
    with office.read() as session:
        people = set(session.scalars(sa.select(Episode.id).where(Episode.patient_id.not_in([1, 2]))))
        cohort = cases.of_year(session, YEAR, day)
        assert {case.episode_id for case in cohort.cases} == people  # of the second card he was taken later
        assert cases.how_many(session, YEAR) == len(people) == COUNT - 2
        [earlier] = cases.of_year(session, YEAR - 1, date(YEAR, 12, 31)).cases
    prepared = _prepared(office)
    with office.read() as session:
        second = session.scalars(sa.select(Episode.id).where(Episode.patient_id == 2)).one()
        with pytest.raises(UserError, match="один человек вошёл бы в неё дважды"):
            export._must_be_new(session, [*prepared.episodes, earlier.episode_id, second])
    _has_left(office, earlier.episode_id)
    with office.write("patients.import_list") as session:
        session.get_one(Episode, earlier.episode_id).struck_on = day
    with office.read() as session:
        cohort = cases.of_year(session, YEAR, day)
        assert (len(cohort.cases), cohort.known) == (COUNT - 2, 1)  # by his second card he has left already
        with pytest.raises(UserError, match="уже вышла в другом пакете"):
            export._must_be_new(session, [second])
