"""Two cards of one person become one, and two again: row for row, whatever hung on them, after a restart as well."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from narcdesk import (
    consents,
    courses,
    deaths,
    diagnoses,
    drafts,
    duties,
    history,
    merges,
    mistakes,
    observation,
    patients,
    patronage,
    poisonings,
    schema,
    search,
)
from narcdesk.applications import Application
from narcdesk.base import Base, plain
from narcdesk.drafts import Contents, Subject
from narcdesk.errors import Forbidden, Invalid, UserError
from narcdesk.patients import Representative
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import DAY, Clock
from tests.faults import desk as everything
from tests.faults.desk import Volumes

NOT_SAID = {"audit_entries", "audit_touches", "merges", "surname_parts"}  # what happened; what is never forgotten
MOTHER = {"kinship": "mother", "surname": "Воробьёва", "given": "Анна", "powers": "свидетельство о рождении"}

ODD = {"document_issued_on": "так в паспорте"}


def rows(register: Register) -> dict[str, dict[Any, dict[str, Any]]]:
    """Every row of every table."""
    told = {}
    with register.read() as session:
        for name, table in sorted(Base.metadata.tables.items()):
            if name not in NOT_SAID:
                found = session.connection().execute(sa.select(table)).mappings()
                told[name] = {
                    tuple(row[key.name] for key in table.primary_key): {c: plain(v) for c, v in row.items()}
                    for row in found
                }
    return told


def hanging(register: Register, patient_id: int) -> dict[str, int]:
    """How many rows of each table point at a card, told by the schema itself."""
    counted = {}
    with register.read() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if any(key.column.table.name == "patients" for key in column.foreign_keys):
                    query = sa.select(sa.func.count()).select_from(table).where(column == patient_id)
                    if found := session.connection().execute(query).scalar():
                        counted[f"{table.name}.{column.name}"] = found
    return counted


def two(register: Register, **changes: Any) -> tuple[int, int]:
    one = factories.patient(register, snils="", phone="8 900 000 00 11")
    other = factories.patient(register, **{"snils": "112-233-445 95", **changes})
    return one.id, other.id


def test_everything_that_hangs_on_a_card_goes_over_and_comes_back(tmp_path: Path, clock: Clock) -> None:
    volumes = Volumes(tmp_path)
    ids = everything.make_office(volumes)
    register = everything.open_register(volumes)
    newcomer = factories.patient(register, surname="Карточкин", snils="", policy_number="").id
    drafts.keep(register, Subject("observation.visit", "Явка", patient_id=ids["card"]), Contents({}), begun_seq=1)
    hung, before = hanging(register, ids["card"]), rows(register)
    assert len(hung) >= 15, hung
    made = merges.merge(register, newcomer, ids["card"], {})
    assert hanging(register, ids["card"]) == {"merges.gone_id": 1}
    now = hanging(register, newcomer)
    assert {name: now.get(name) for name in hung} == hung
    assert [draft.patient_id for draft in drafts.mine(register)] == [newcomer]
    assert schema.check(register) == []
    register.close()
    register = everything.open_register(volumes)
    merges.undo(register, made.id)
    after = rows(register)
    for name in before:
        assert after[name] == before[name], name
    assert schema.check(register) == []
    register.close()


def some_facts(register: Register, patient_id: int, dice: Random, open_ones: bool) -> None:
    """A handful of facts by chance; those of which a person has one only where they may be open."""
    start = date(2024, 1, 10) + timedelta(days=dice.randrange(30)) + (timedelta(days=400) if open_ones else timedelta())
    for _ in range(dice.randrange(4)):
        observation.visit(register, patient_id, {"on": start + timedelta(days=dice.randrange(200)), "note": "пришёл"})
    if dice.random() < 0.7:
        factories.diagnosis(register, patient_id, made_on=start)
    if dice.random() < 0.7:
        episode = observation.take(register, patient_id, {"taken_on": start})
        if not open_ones:
            observation.end(register, episode.id, start + timedelta(days=90), observation.EndGround.MOVED)
    if dice.random() < 0.5:
        consents.give(register, patient_id, {"kind": "care", "given_on": start})
    if dice.random() < 0.5:
        programme = patronage.begin(register, patient_id, {"opened_on": start})
        patronage.contact(register, programme.id, {"on": start, "way": "phone"})
        if not open_ones:
            patronage.close(register, programme.id, start + timedelta(days=30))
    if open_ones and dice.random() < 0.5:
        patients.appoint(register, patient_id, MOTHER)


def random_card(dice: Random) -> dict[str, Any]:
    return factories.card(
        surname=dice.choice(("Воробьёв", "Воробьев", "Котов")),
        patronymic=dice.choice(("Петрович", "")),
        birth=dice.choice(("12.03.1988", "03.12.1988", "1988")),
        snils=dice.choice(("", "112-233-445 95")),
        policy_number=dice.choice(("", "1234567890123452")),
        phone=dice.choice(("", "8 900 000 00 11", "8 900 000 00 12")),
        email=dice.choice(("", "kot@example.invalid")),
        settlement=dice.choice(("", "р. п. Заречье", "с. Луговое")),
        remark=dice.choice(("", "глух", "придёт с сестрой")),
    )


def test_a_merge_undone_leaves_both_as_they_were_whatever_they_said(register: Register) -> None:
    dice = Random(11)
    for _ in range(20):
        one, other = (patients.enter(register, random_card(dice), odd=ODD).id for _ in range(2))
        some_facts(register, one, dice, open_ones=False)
        some_facts(register, other, dice, open_ones=True)
        before = rows(register)
        told = merges.sides(register, one, other)
        chosen = {choice.name: dice.choice(("kept", "gone")) for choice in told.choices if choice.must}
        made = merges.merge(register, one, other, chosen)
        assert rows(register) != before
        merges.undo(register, made.id)
        assert rows(register) == before
    assert schema.check(register) == []


# What the joined card says


def said(register: Register, patient_id: int, *names: str) -> list[Any]:
    card = patients.one(register, patient_id)
    return [getattr(card, name) for name in names]


def test_what_both_say_otherwise_is_chosen_one_by_one_and_nothing_is_guessed(register: Register) -> None:
    one, other = two(register, surname="Котов", birth="12.03.1987", phone="8 900 000 00 12")
    told = {choice.name: choice for choice in merges.sides(register, one, other).choices}
    assert [name for name, choice in told.items() if choice.must] == ["surname", "birth", "phone"]
    assert (told["birth"].kept, told["birth"].gone) == ("12.03.1988", "12.03.1987")
    with pytest.raises(Invalid) as refused:
        merges.merge(register, one, other, {"surname": "gone"})
    assert [problem.field for problem in refused.value.problems] == ["birth", "phone"]
    assert said(register, one, "surname") == ["Воробьёв"]
    merges.merge(register, one, other, {"surname": "gone", "birth": "kept", "phone": "kept"})
    surname, birth, phone, snils = said(register, one, "surname", "birth", "phone", "snils")
    assert (surname, birth.shown, phone) == ("Котов", "12.03.1988", "+79000000011")
    assert snils == "11223344595"  # one said nothing of it
    assert said(register, other, "surname", "phone") == ["Котов", "+79000000012"]  # the closed one stays as it was


def test_a_document_goes_over_as_a_whole_and_remarks_are_both_kept(register: Register) -> None:
    one = factories.patient(register, snils="", remark="глух").id
    other = factories.patient(
        register, document_series="4514", document_number="654321", document_issued_on="20.05.2014", remark="с сестрой"
    ).id
    merges.merge(register, one, other, {"document_number": "gone"})
    assert said(register, one, "document_series", "document_number", "remark") == ["4514", "654321", "глух\nс сестрой"]
    assert said(register, one, "document_issued_on") == [date(2014, 5, 20)]


def test_a_birth_later_than_what_is_written_down_is_refused(register: Register) -> None:
    one, other = two(register, birth="12.03.1998", document_kind="none")
    patients.amend(register, one, {"document_kind": "none", "birth": "12.03.1968"})
    diagnoses.record(
        register, one, {"substance": "F11", "state": "2", "current": "4", "stage": "2", "made_on": "1990-01-01"}
    )
    with pytest.raises(Invalid, match="раньше"):
        merges.merge(register, one, other, {"birth": "gone"})


def test_the_numbers_stay_given_and_the_closed_card_leads_to_the_other(register: Register) -> None:
    one, other = two(register)
    patients.amend(register, other, {"surname": "Котов"})
    merges.merge(register, one, other, {"surname": "kept"})
    (found,) = search.patients(register, "котов").rows
    assert (found.id, found.card_number, found.note) == (one, 2, "объединена с картой № 1")
    assert [row.card_number for row in search.patients(register, "").rows] == [1]
    assert patients.count(register) == 1
    assert factories.patient(register, snils="").card_number == 3
    with pytest.raises(UserError, match="Карта № 2 закрыта: она объединена с картой № 1") as refused:
        observation.visit(register, other, {"on": DAY})
    assert "Откройте карту № 1" in refused.value.do


def test_the_history_of_both_is_read_in_the_card_that_stays(register: Register) -> None:
    one, other = two(register)
    factories.diagnosis(register, other)
    merges.merge(register, one, other, {})
    acts = [act.action for act in history.acts(register, one)]
    assert acts.count("Заведена карта") == 2
    assert acts[0] == "Объединены две карты"
    assert "Диагноз" in [event.title for event in history.events(register, one)]


def test_of_two_diagnoses_the_later_is_the_present_one(register: Register) -> None:
    one, other = two(register)
    factories.diagnosis(register, one, made_on="10.02.2026")
    factories.diagnosis(register, other, made_on="06.02.2026", substance="F12")
    made = merges.merge(register, one, other, {})
    assert [(d.substance, plain(d.replaced_on)) for d in diagnoses.history(register, one)] == [
        ("F11", None),
        ("F12", "2026-02-10"),
    ]
    merges.undo(register, made.id)
    assert [d.replaced_on for card in (one, other) for d in diagnoses.history(register, card)] == [None, None]


def test_diagnoses_of_two_cards_stand_in_the_row_of_their_days(register: Register) -> None:
    one, other = two(register)
    factories.diagnosis(register, one, made_on="10.01.2026")
    last = factories.diagnosis(register, one, made_on="10.03.2026", substance="F14")
    between = factories.diagnosis(register, other, made_on="10.02.2026", substance="F12")
    merged = merges.merge(register, one, other, {})

    def told() -> list[tuple[str, str | None]]:
        return [(d.substance, plain(d.replaced_on)) for d in diagnoses.history(register, one)]

    assert told() == [("F14", None), ("F12", "2026-03-10"), ("F11", "2026-02-10")]
    mistakes.strike_out(register, diagnoses.Diagnosis, last.id, "не тот код")  # written down before the one between
    assert told() == [("F12", None), ("F11", "2026-02-10")]
    mistakes.strike_out(register, diagnoses.Diagnosis, between.id, "не тот код")
    assert told() == [("F11", None)]
    merges.undo(register, merged.id)
    assert told() == [("F11", None)]


# What stands in the way


def open_episode(register: Register, patient_id: int) -> None:
    observation.take(register, patient_id, {"taken_on": "06.02.2026"})


HINDERED: Mapping[str, Any] = {
    "Наблюдение пересекается": open_episode,
    "Отравление": lambda register, card: poisonings.record(register, card, {"on": DAY, "known_from": "ambulance"}),
    "Представитель": lambda register, card: patients.appoint(register, card, MOTHER),
    "Заявка в работе": lambda register, card: factories.application(register, card),
    "Незавершённый курс": lambda register, card: courses.start(register, card, {"kind": "medical", "started_on": DAY}),
    "Патронат": lambda register, card: patronage.begin(register, card, {"opened_on": DAY}),
}


@pytest.mark.parametrize("title", HINDERED)
def test_what_a_person_has_one_of_and_both_have_is_told_in_a_sentence(register: Register, title: str) -> None:
    one, other = two(register)
    HINDERED[title](register, one)
    merges_now = merges.sides(register, one, other)
    assert merges_now.hindrances == []
    HINDERED[title](register, other)
    (sentence,) = merges.sides(register, one, other).hindrances
    assert sentence.startswith(f"{title}: в карте № 1 — ")
    assert "в карте № 2 — " in sentence
    before = rows(register)
    with pytest.raises(UserError, match="Карты нельзя объединить"):
        merges.merge(register, one, other, {})
    assert rows(register) == before


def test_a_death_noted_in_one_of_them_is_told(register: Register) -> None:
    one, other = two(register)
    deaths.note(register, other, DAY)
    (sentence,) = merges.sides(register, one, other).hindrances
    assert sentence.startswith("Смерть: в карте № 1 — смерть не отмечена, в карте № 2 — 16.03.2026.")
    deaths.note(register, one, DAY)
    assert merges.sides(register, one, other).hindrances == []


def test_a_card_is_not_joined_to_itself_nor_twice(register: Register) -> None:
    one, other = two(register)
    with pytest.raises(UserError, match="одна и та же карта"):
        merges.merge(register, one, one, {})
    merges.merge(register, one, other, {})
    with pytest.raises(UserError, match="закрыта"):
        merges.merge(register, one, other, {})


def test_only_the_head_and_doctors_join_and_part(register: Register, clock: Clock) -> None:
    one, other = two(register)
    made = merges.merge(register, one, other, {})
    with factories.signed_in(register, Role.NURSE, clock) as opened:
        for act in (lambda: merges.merge(opened, one, other, {}), lambda: merges.undo(opened, made.id)):
            with pytest.raises(Forbidden):
                act()


# Undoing later


def test_what_was_written_since_stays_unless_it_hangs_on_what_goes_back(register: Register) -> None:
    one, other = two(register)
    programme = patronage.begin(register, other, {"opened_on": "06.02.2026"})
    made = merges.merge(register, one, other, {})
    patronage.contact(register, programme.id, {"on": DAY, "way": "phone"})
    observation.visit(register, one, {"on": DAY})
    patients.amend(register, one, {"phone": "8 900 000 00 99"})
    merges.undo(register, made.id)
    assert [contact.patient_id for contact in patronage.contacts(register, programme.id)] == [other]
    assert len(observation.visits(register, one)) == 1
    assert said(register, one, "phone", "snils") == ["+79000000099", ""]


def test_merges_are_undone_in_their_order(register: Register) -> None:
    one, other = two(register)
    third = factories.patient(register, snils="").id
    duties.receive(register, other, everything.COURT)
    before = rows(register)
    first = merges.merge(register, one, other, {})
    second = merges.merge(register, third, one, {})
    assert said(register, other, "merged_into") == [third]
    with pytest.raises(UserError, match="сама объединена"):
        merges.undo(register, first.id)
    merges.undo(register, second.id)
    merges.undo(register, first.id)
    assert rows(register) == before
    with pytest.raises(UserError, match="уже отменено"):
        merges.undo(register, first.id)


def test_a_death_noted_since_must_be_taken_back_first(register: Register) -> None:
    one, other = two(register)
    made = merges.merge(register, one, other, {})
    deaths.note(register, one, DAY)
    with pytest.raises(UserError, match="отметка о смерти"):
        merges.undo(register, made.id)
    deaths.take_back(register, one)
    merges.undo(register, made.id)


def test_the_list_of_merges_tells_who_when_and_whether_it_stands(register: Register) -> None:
    one, other = two(register)
    made = merges.merge(register, one, other, {})
    (row,) = merges.listing(register)
    assert (row.kept, row.gone) == ("Воробьёв Илья Петрович, карта № 1", "Воробьёв Илья Петрович, карта № 2")
    assert (row.merged_on, row.by, row.undone_on) == (DAY, "Зимин А. Н.", None)
    merges.undo(register, made.id)
    (row,) = merges.listing(register, of=other)
    assert row.undone_on == DAY


def test_no_table_that_points_at_a_card_is_left_out() -> None:
    """A new table of facts is moved by itself; one that must not be says so."""
    moved = {f"{kind.__tablename__}.{column}" for kind, column in merges.whose()}
    pointing = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "patients" for key in column.foreign_keys)
    }
    assert pointing - moved == {
        "merges.kept_id",
        "merges.gone_id",
        "pair_verdicts.first_id",
        "pair_verdicts.second_id",
    }
    assert {f"{table.__tablename__}.patient_id" for table in (Application, Representative)} <= moved
