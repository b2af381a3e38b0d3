"""The check of the whole file beside the work: in slices, told as the check on demand tells it, ended by the lock."""

import threading
from pathlib import Path

import pytest

from narcdesk import patients, schema, vault
from narcdesk.register import Register
from narcdesk.vault import pages
from tests import factories
from tests.factories import PASSWORD, Clock


@pytest.fixture
def filled(register: Register) -> Register:
    for number in range(60):
        patient = factories.patient(register, given=f"Ольга{number}", sex="f", snils="")
        patients.look(register, patient.id)
    return register


def slices(register: Register) -> list[str]:
    return [sentence for found in schema.watch(register) for sentence in found]


def test_nothing_is_told_of_a_whole_register(filled: Register) -> None:
    assert slices(filled) == []


def test_work_goes_on_between_two_slices(filled: Register) -> None:
    walk, done = schema.watch(filled), 0
    for found in walk:
        assert found == []
        if done < 20:
            factories.patient(filled, given=f"Анна{done}", sex="f", snils="")
            patients.amend(filled, 1, {"remark": f"между {done}"})
            done += 1
    assert done == 20
    assert slices(filled) == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE patients SET surname = 'Другой' WHERE id = 7",
            "Строка 7 таблицы patients изменена в обход программы.",
        ),
        (
            "UPDATE audit_entries SET person_id = 9 WHERE seq = 33",
            "Запись № 33 журнала изменена в обход программы.",
        ),
        (
            "INSERT INTO counters (kind, year, last) VALUES ('consent', 2025, 9)",
            "Строка 2 таблицы counters появилась в обход программы.",
        ),
    ],
)
def test_what_was_done_around_the_program_is_told(filled: Register, statement: str, told: str) -> None:
    with filled.unlocked.writing.begin() as connection:
        connection.exec_driver_sql(statement)
    assert slices(filled) == [told]
    assert schema.check(filled) == [told]


def test_rows_that_vanished_from_a_long_table_are_all_told(filled: Register) -> None:
    with filled.unlocked.writing.begin() as connection:
        connection.exec_driver_sql("DELETE FROM patients WHERE id > 3")
    told = slices(filled)
    assert told == [f"Строка {number} таблицы patients исчезла в обход программы." for number in range(4, 61)]


def test_it_ends_by_itself_when_the_register_is_closed(filled: Register) -> None:
    walk = schema.watch(filled)
    next(walk)
    filled.close()
    assert list(walk) == []


def test_it_ends_by_itself_in_its_thread_too(filled: Register) -> None:
    ended: list[BaseException | None] = []

    def go_on() -> None:
        try:
            while filled.is_open:
                for _ in schema.watch(filled):
                    pass
        except BaseException as error:
            ended.append(error)
        else:
            ended.append(None)

    thread = threading.Thread(target=go_on)
    thread.start()
    for number in range(10):
        patients.look(filled, number + 1)
    filled.close()
    thread.join(20)
    assert ended == [None]


# The pages


@pytest.fixture
def closed(filled: Register) -> Path:
    filled.close()
    return filled.folder / "register.db"


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_the_seals_are_those_of_the_engine(filled: Register) -> None:
    """Every page fits as we reckon it, and one bit anywhere in a page makes this page alone unfit."""
    opened = filled.unlocked
    opened.checkpoint()
    path = filled.folder / "register.db"
    data = path.read_bytes()
    copy = filled.folder.parent / "копия"
    copy.write_bytes(data)
    with copy.open("rb") as file:
        key = pages.seal_key(opened._dek, data[:16])
        count = len(data) // pages.PAGE
        assert count > 30
        assert list(pages.unsealed(file, key, 1, count)) == []
    for page, place in ((1, 20), (2, 0), (7, 4000), (9, 4095), (count, 2048)):
        copy.write_bytes(data)
        flip(copy, (page - 1) * pages.PAGE + place)
        with copy.open("rb") as file:
            assert list(pages.unsealed(file, key, 1, count)) == [page]
            assert list(pages.unsealed(file, key, page, 1)) == [page]


def test_a_damaged_page_that_nobody_has_read_yet_is_told(closed: Path, clock: Clock) -> None:
    with Register.open(closed.parent, "zimin", PASSWORD, clock=clock).unlocked as opened:
        assert [found for found in opened.page_walk() if found] == []
    size = closed.stat().st_size // pages.PAGE
    told = []
    for page in range(4, size, 7):
        data = closed.read_bytes()
        flip(closed, page * pages.PAGE + 100)
        try:
            register = Register.open(closed.parent, "zimin", PASSWORD, clock=clock)
        except vault.Damaged:  # a page that unlocking itself needs
            closed.write_bytes(data)
            continue
        told += [slices(register)]
        register.unlocked.engine.dispose()
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(register.unlocked, "checkpoint", lambda: None)
            register.close()
        closed.write_bytes(data)
        for extra in closed.parent.glob("register.db-*"):
            extra.unlink()
    assert told
    assert all(found for found in told)
    assert any("Повреждены страницы" in found[0] for found in told)
