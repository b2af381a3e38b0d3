"""The old list of patients from the command line, and what unlocking costs after it."""

from pathlib import Path

from narcdesk import audit, patients
from narcdesk.register import Register
from tests import factories
from tests.command_line import Ask
from tests.factories import Clock
from tests.patient_lists import ILYIN, LVOVA, NAMELESS, proposed, written


def test_a_list_is_shown_then_applied_and_the_second_time_nothing_changes(
    inside: Ask, register: Register, clock: Clock, tmp_path: Path
) -> None:
    path = written(tmp_path, ILYIN, LVOVA, NAMELESS, ILYIN)
    shown = inside("import-patients", path, "--json")
    assert shown.status == 1  # an error stands in it
    told = shown.data
    assert (told["new"], told["changed"], told["unchanged"], told["gone"], told["applied"]) == (2, 0, 0, 0, False)
    assert {one["row"] for one in told["errors"]} == {4}
    assert told["duplicates"] == [
        {"row": 5, "message": "Тот же человек уже стоит в строке 2. Одну из строк пропустите."}
    ]
    with factories.opened_again(register, clock) as opened:
        assert patients.count(opened) == 0
    assert "Список внесён" in inside("import-patients", path, "--apply").out
    again = inside("import-patients", path, "--apply", "--json").data
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 2)
    with factories.opened_again(register, clock) as opened:
        assert patients.count(opened) == 2


def test_unlocking_goes_over_fewer_entries_where_one_of_them_wrote_a_whole_list(
    register: Register, tmp_path: Path
) -> None:
    from narcdesk import patient_lists

    patient_lists.take(register, proposed(register, written(tmp_path, ILYIN, LVOVA)))
    factories.patient(register)
    factories.patient(register)
    with register.read() as session:
        assert audit.light_tail(session, 1000, 10_000) == 1000
        assert audit.light_tail(session, 1000, 6) == 2  # the list itself touched eight rows
        assert audit.light_tail(session, 1000, 0) == 1
