"""Batches that the command line alone lets out: for the public, and records of cases in more detail."""

import csv
import hashlib
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from narcdesk import administration, vault
from narcdesk.commission import recipient_keys, sealing
from narcdesk.commission.archive import unpack
from narcdesk.commission.cohorts import policy
from narcdesk.register import Register
from tests import factories
from tests.cohort_register import YEAR, filled_register
from tests.cohort_samples import rules
from tests.command_line import Ask
from tests.generated_offices import NASTY, office

BOTH = f"{factories.PASSWORD}\n{factories.PASSWORD}\n"
WAY_IN = ("--user", "zimin", "--password-stdin", "--json")
# Of the tables of the catalogue all but the causes of death, which a small place knows.
OF_THE_PUBLIC = [
    *("movement", "by_sex", "by_age", "by_substance", "minors", "poisonings", "remission"),
    *("rehabilitation", "courses", "course_providers", "course_funding", "duties", "examinations", "prevention"),
]


def _rows(parts: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(parts[name].decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_public_s_batch_is_made_verified_and_holds_what_its_policy_allows(
    ask: Ask, state: Path, tmp_path: Path
) -> None:
    """Six of 63 drug addicts are in a programme: a municipality is told of five, the public of ten and more."""
    register = office(tmp_path / "реестр", NASTY[0](300), 1)
    second = {"surname": "Ольхин", "given": "Пётр", "role": "doctor", "login": "второй", "post": "врач"}
    administration.hire(register, second, factories.PASSWORD, kdf=vault.QUICK)
    register.close()
    out = tmp_path / "выгрузки"
    asked = ("export", "--register", register.folder, "--period", "2024", "--out", out, *WAY_IN)
    refused = ask(*asked, "--recipient", "public", said=BOTH)
    assert (refused.status, out.exists()) == (2, False)
    assert "--confirm" in refused.err
    told = ask(*asked, "--recipient", "public", "--confirm", "второй", said=BOTH)
    assert told.status == 0, told.err
    batch = Path(told.data["batch"]).read_bytes()
    assert ask("verify", told.data["batch"], "--json").data["problems"] == []
    said = ask("verify", told.data["batch"]).out.splitlines()
    assert {  # as the cover letter has them
        "Получатель: Открытая публикация",
        "Период: 2024 год",
        f"SHA-256 файла: {hashlib.sha256(batch).hexdigest()}",
    } < set(said)
    parts = unpack(batch)
    manifest = json.loads(parts["manifest.json"])
    assert {f"Организация: {manifest['office']}", f"Номер пакета: {manifest['batch']}"} < set(said)
    used = manifest["protection"]
    assert (manifest["recipient"], manifest["period"]) == ("public", "2024")
    assert (used["base"], used["k"], used["indicator_base"], used["second_person"]) == (5, 10, 20, True)
    assert used["method"] == "controlled rounding"
    assert manifest["tables"] == OF_THE_PUBLIC
    rows = _rows(parts, "tables.csv")
    assert len(rows) > 400
    numbers = {row["Число"] for row in rows} - {"—"}  # a year before nothing had left
    assert all(int(number) % 5 == 0 for number in numbers)
    assert not any(code in row["Код"] for row in rows for code in ("died", "death_cause", "overdose"))
    shares = {row["Код"]: row for row in _rows(parts, "indicators.csv")}
    assert {row["Числитель"] for row in shares.values()} == {"…"}
    assert "в показатель попало или не попало меньше 10 человек" in shares["included"]["Примечание"]
    assert "в основании показателя меньше 20 человек" in shares["patronage"]["Примечание"]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("записи") / "реестр"
    filled_register(folder).close()
    return folder


def test_records_in_more_detail_are_asked_for_by_name(
    ask: Ask, filled: Path, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = replace(rules(), least=100)
    monkeypatch.setattr(policy, "in_force", lambda day: wide)
    private, public = sealing.make_pair()
    key = tmp_path / "закрытый.pem"
    key.write_bytes(private)
    folder = shutil.copytree(filled, tmp_path / "реестр")
    register = Register.open(folder, "zimin", factories.PASSWORD, clock=factories.Clock())
    recipient_keys.keep(register, "medical", public.pem)
    register.close()
    asked = ("export", "--register", folder, "--period", str(YEAR), "--out", tmp_path / "флеш", *WAY_IN)
    told = ask(*asked, "--recipient", "medical", "--confirm", "второй", "--more", said=BOTH)
    assert told.status == 0, told.err
    opened = ask("open", told.data["batch"], "--private-key", key, "--out", tmp_path / "вскрыто", "--json")
    parts = unpack(Path(opened.data["batch"]).read_bytes())
    said = json.loads(parts["manifest.json"])["protection"]
    assert (said["method"], said["levels"]) == ("local recoding", None)  # without it: one level for all
    assert len(_rows(parts, "cases.csv")) > 100


def test_tables_know_no_more_detail(ask: Ask, tmp_path: Path) -> None:
    told = ask(*["export", "--register", "P", "--recipient", "regional", "--period", "2024", "--out", "P", "--more"])
    assert (told.status, told.out) == (2, "")
    assert "Уберите --more или назовите --recipient medical." in told.err
