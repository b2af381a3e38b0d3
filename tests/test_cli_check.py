"""What `check` is for: every kind of damage to the register is answered by 1 and a sentence."""

import random
import shutil
from pathlib import Path

import pytest

from narcdesk import vault
from narcdesk.register import Register
from tests import factories
from tests.command_line import Ask
from tests.factories import PASSWORD

WAY_IN = ("--user", "zimin", "--password-stdin", "--json")


@pytest.fixture
def folder(register: Register) -> Path:
    """The closed register of an office with one card."""
    factories.patient(register)
    register.close()
    return register.folder


class TestFiles:
    @pytest.mark.parametrize("file", ["keys.json", "register.db"])
    @pytest.mark.parametrize("what", ["gone", "empty", "cut", "flipped", "zeroed", "of another", "rubbish"])
    def test_it_is_told(self, ask: Ask, folder: Path, tmp_path: Path, file: str, what: str) -> None:
        path = folder / file
        data = bytearray(path.read_bytes())
        match what:
            case "gone":
                path.unlink()
            case "empty":
                path.write_bytes(b"")
            case "cut":
                path.write_bytes(data[: len(data) // 2 + 11])
            case "flipped":
                data[len(data) // 2] ^= 4
                path.write_bytes(data)
            case "zeroed":
                half = len(data) // 2
                data[half : half + 300] = bytes(300)
                path.write_bytes(data)
            case "of another":
                factories.register(tmp_path / "другой").close()
                shutil.copyfile(tmp_path / "другой" / file, path)
            case "rubbish":
                path.write_bytes(random.Random(1).randbytes(len(data)))
        told = ask("check", "--register", folder, *WAY_IN, said=PASSWORD)
        if (file, what) == ("keys.json", "gone"):
            assert told.status in (1, 2)
        else:
            assert (told.status, told.err) == (1, "")
            assert told.data["ok"] is False
            assert told.data["problems"]


ATTACKS = {
    "a table is gone": ["DROP TABLE consents"],
    "the cards are gone": ["DROP TABLE patients"],
    "the keys of the seals are gone": ["DROP TABLE seal"],
    "the seals are empty": ["DELETE FROM seal"],
    "the journal is gone": ["DROP TABLE audit_touches", "DROP TABLE audit_entries"],
    "nobody is left": ["DROP TABLE staff"],
    "no number of the schema": ["DELETE FROM alembic_version"],
    "no table of that number": ["DROP TABLE alembic_version"],
    "a number of a newer program": ["UPDATE alembic_version SET version_num = '9999'"],
    "a number of an older program": ["UPDATE alembic_version SET version_num = '0001'"],
    "a column is gone": ["ALTER TABLE patients DROP COLUMN remark"],
    "another table": ["CREATE TABLE extra (x)"],
    "something that acts by itself": ["CREATE TRIGGER t AFTER INSERT ON audit_entries BEGIN DELETE FROM patients; END"],
    "a view for a table": ["ALTER TABLE consents RENAME TO c2", "CREATE VIEW consents AS SELECT * FROM c2"],
    "a role of nobody": ["UPDATE staff SET role = 'царь'"],
    "no list of fields": ["UPDATE audit_touches SET fields = '{'"],
    "no day": ["UPDATE patients SET birth = 'вчера'"],
    "an empty journal": ["DELETE FROM audit_touches", "DELETE FROM audit_entries"],
    "no office": ["DELETE FROM office"],
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_was_done_with_the_key_past_the_program_is_told(ask: Ask, folder: Path, attack: str) -> None:
    with vault.unlock(folder, "zimin", PASSWORD) as opened:
        raw = opened.engine.raw_connection()
        for statement in ("PRAGMA foreign_keys=OFF", *ATTACKS[attack]):
            raw.cursor().execute(statement)
        raw.close()
    told = ask("check", "--register", folder, *WAY_IN, said=PASSWORD)
    assert (told.status, told.err) == (1, "")
    assert told.data["ok"] is False
    assert told.data["problems"]
