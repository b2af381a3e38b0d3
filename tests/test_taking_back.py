"""Taking an act back: every row as it was before, both acts in the journal, and a clear no where it is too late."""

from collections.abc import Callable, Iterator
from copy import copy
from pathlib import Path
from random import Random

import pytest

from narcdesk import (
    applications,
    journal,
    observation,
    patients,
    providers,
    schema,
    taking_back,
)
from narcdesk.errors import Forbidden, UserError
from narcdesk.staff import Role
from tests import factories
from tests.canonical import canonical
from tests.factories import Clock
from tests.faults import imports
from tests.reversible_acts import ACTS, Case, list_of_region


@pytest.fixture(scope="module")
def prepared(made: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The case in a register that is closed again: its hundred records are written once."""
    folder = tmp_path_factory.mktemp("готовые") / "Реестр кабинета"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NARCDESK_STATE", str(tmp_path_factory.mktemp("память")))  # or it would know every other copy
        with factories.copied(made("34"), folder, Clock()) as register:
            return Case(register)


@pytest.fixture
def case(prepared: Case, tmp_path: Path, state: Path, clock: Clock) -> Iterator[Case]:
    case = copy(prepared)
    with factories.copied(prepared.register.folder, tmp_path / "Реестр кабинета", clock) as case.register:
        yield case


def test_every_act_may_be_taken_back_or_it_is_said_why_not() -> None:
    reversible, final = set(taking_back.REVERSIBLE), set(taking_back.FINAL)
    assert not reversible & final
    assert reversible | final == set(journal.ACTIONS)


@pytest.mark.parametrize("action", ACTS)
def test_what_was_done_is_taken_back_whole(case: Case, action: str) -> None:
    register = case.register
    before = canonical(register)
    ACTS[action](case)
    step = register.last
    assert step is not None
    assert step.actions[-1] == action  # a planned visit that is marked is written down by an act inside
    assert canonical(register) != before
    taking_back.take_back(register, step)
    assert canonical(register) == before
    assert [entry.action for entry in journal.listing(register, journal.Wanted())][:2] == [
        "Отменено последнее действие",
        journal.ACTIONS[action],
    ]
    assert schema.check(register) == []


def test_what_others_have_gone_on_from_stays(case: Case) -> None:
    register = case.register
    patients.amend(register, case.patient, {"surname": "Ласточкин"})
    step = register.last
    assert step is not None
    patients.amend(register, case.patient, {"given": "Пётр"})
    with pytest.raises(UserError, match="те же записи изменены"):
        taking_back.take_back(register, step)
    assert patients.one(register, case.patient).surname == "Ласточкин"


def test_what_something_newer_refers_to_stays_whole(case: Case) -> None:
    register = case.register
    list_of_region(register, "ИП Петров")
    step = register.last
    assert step is not None
    newest = next(one.id for one in providers.find(register) if one.name == "ИП Петров")
    applications.amend(register, case.application, {}, provider_id=newest)
    before = canonical(register)
    with pytest.raises(UserError, match="опираются другие записи"):
        taking_back.take_back(register, step)
    assert canonical(register) == before
    assert schema.check(register) == []


def test_a_final_act_is_refused_with_its_reason(case: Case) -> None:
    register = case.register
    factories.patient(register, snils="", document_number="654321")
    step = register.last
    assert step is not None
    assert not taking_back.may(register, step)
    with pytest.raises(UserError, match="номер уже дан"):
        taking_back.take_back(register, step)


def test_taking_back_is_no_act_to_be_taken_back(case: Case) -> None:
    register = case.register
    patients.amend(register, case.patient, {"surname": "Ласточкин"})
    assert register.last is not None
    taking_back.take_back(register, register.last)
    assert not taking_back.may(register, register.last)


def test_a_look_does_not_make_one_forget_what_was_done(case: Case) -> None:
    register = case.register
    patients.amend(register, case.patient, {"surname": "Ласточкин"})
    step = register.last
    patients.look(register, case.patient)
    assert register.last is step


def test_of_an_act_whose_part_failed_nothing_is_offered(case: Case) -> None:
    register = case.register
    with register.together(), register.write("observation.visit"):
        patients.amend(register, case.patient, {"surname": "Ласточкин"})
        with pytest.raises(UserError):
            observation.take(register, case.patient, {"taken_on": "11.02.2026"})
    assert register.last is not None
    assert not taking_back.may(register, register.last)


def test_who_has_no_right_to_an_act_does_not_take_it_back(case: Case, clock: Clock) -> None:
    factories.diagnosis(case.register, case.patient, made_on="10.03.2026", stage="3")
    step = case.register.last
    assert step is not None
    with factories.signed_in(case.register, Role.NURSE, clock) as nurse:
        assert not taking_back.may(nurse, step)
        with pytest.raises(Forbidden):
            taking_back.take_back(nurse, step)


def test_a_list_of_the_region_is_one_step_back(tmp_path: Path, state: Path) -> None:
    found = imports.run(30, Random(17), tmp_path)
    assert found.wrong == []
    assert found.tried >= 20
