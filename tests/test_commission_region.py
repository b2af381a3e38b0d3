"""A region out of its districts: sums reckoned by hand, and nothing taken in that is bad, foreign or there already."""

import csv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from python_calamine import CalamineWorkbook

from narcdesk.commission import judging, package, region, verification
from narcdesk.commission.batch import Release, assemble
from narcdesk.commission.policy import Stricter
from narcdesk.commission.region.words import in_words
from narcdesk.commission.tables import tally
from narcdesk.dates import Period
from narcdesk.errors import UserError
from tests.command_line import Ask
from tests.commission_samples import ANCHOR, batch, people, rules_for
from tests.districts import OFFICES, key_of, keys_in

SIZES = (300, 900, 30)


def _sent(folder: Path, number: int, period: str = "2024", **given: str) -> Path:
    """A batch of one of the districts, as it comes by mail."""
    made = batch(number, SIZES[number], period, office=f"{OFFICES[number]}, больница", **given)
    path = folder / f"{OFFICES[number]} {period}{''.join(given.values())[:4]}.zip"
    path.write_bytes(package.build(made, key_of(number)))
    return path


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return keys_in(tmp_path / "Ключи")


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    folder = tmp_path / "Почта"
    folder.mkdir()
    for number in range(len(OFFICES)):
        _sent(folder, number)
    return folder


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))[1:]


def _inside(path: Path, member: str) -> list[list[str]]:
    with zipfile.ZipFile(path) as archive:
        text = archive.read(member).decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))[1:]


def test_every_sum_is_that_of_the_districts(mail: Path, keys: Path, tmp_path: Path) -> None:
    found = region.consolidate([mail], keys)
    region.write(found, tmp_path / "Сводная")
    assert found.refused == ()
    by_hand: dict[str, int] = {}
    for path in mail.iterdir():
        of_district: dict[str, int] = {}
        for row in _inside(path, "tables.csv"):
            if not row[4].endswith("@year_before"):
                of_district[row[4]] = int(row[3])
        for code, count in of_district.items():
            by_hand[code] = by_hand.get(code, 0) + count
    written = {row[6]: (int(row[4]), row[5]) for row in _rows(tmp_path / "Сводная" / "Сводная таблицы.csv")}
    assert {code: total for code, (total, _) in written.items()} == by_hand
    assert {districts for _, districts in written.values()} == {"3"}


def test_indicators_are_summed_where_they_are_shown(mail: Path, keys: Path) -> None:
    (found,) = region.consolidate([mail], keys).regions
    for number, one in enumerate(found.sums):
        shown = [row for path in mail.iterdir() for row in [_inside(path, "indicators.csv")[number]] if row[1] != "…"]
        assert (one.shown, one.hidden) == (len(shown), 3 - len(shown))
        assert one.numerator == sum(int(row[1]) for row in shown)
        assert one.denominator == sum(int(row[2]) for row in shown)
        if shown:
            assert one.percent == int(100 * one.numerator / one.denominator + 0.5)
    assert any(one.hidden for one in found.sums) and any(one.shown == 2 for one in found.sums)
    assert [one.target.percent if one.target else None for one in found.sums] == [40, 35, 40, 25]


def test_the_workbook_says_what_sums_of_rounded_numbers_are(mail: Path, keys: Path, tmp_path: Path) -> None:
    _sent(mail, 0, "2023")
    found = region.consolidate([mail], keys)
    region.write(found, tmp_path)
    book = CalamineWorkbook.from_path(str(tmp_path / "Сводная.xlsx"))
    assert book.sheet_names[:2] == ["2023 показатели", "2023 районы"]
    assert "Динамика, годы" in book.sheet_names and "2024 табл. 8" in book.sheet_names
    text = "\n".join(str(cell) for row in book.get_sheet_by_name("2024 показатели").to_python() for cell in row)
    assert "Ошибка суммы не больше 12" in text and "посчитан дважды" in text
    districts = book.get_sheet_by_name("2024 районы").to_python()
    assert [row[0] for row in districts[-3:]] == [f"{name}, больница" for name in OFFICES]
    plan, *offices = districts[-4:]
    assert plan[:5] == ["План на год", 40, 35, 40, 25]
    for office, row in zip(OFFICES, offices, strict=True):
        shares = [cells[3] for cells in _inside(mail / f"{office} 2024.zip", "indicators.csv")]
        assert [str(int(cell)) if cell != "…" else cell for cell in row[1:5]] == shares
        above = [int(share) - planned if share != "…" else "" for share, planned in zip(shares, plan[1:5], strict=True)]
        assert row[5:9] == above
    reached = [row[7] for row in book.get_sheet_by_name("2024 показатели").to_python()[-4:]]
    assert reached == [sum(row[column] != "" and row[column] >= 0 for row in offices) for column in range(5, 9)]
    trend = book.get_sheet_by_name("Динамика, годы").to_python()
    assert [row[0] for row in trend[-2:]] == ["2023", "2024"]
    with zipfile.ZipFile(tmp_path / "Сводная.xlsx") as archive:
        assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) == 3
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets" in name)


def _refusals(given: Sequence[Path], keys: Path) -> dict[str, str]:
    return {Path(one.batch).name: one.reason for one in region.consolidate(given, keys).refused}


def test_bad_foreign_and_repeated_batches_are_refused_by_name(mail: Path, keys: Path) -> None:
    spoiled = mail / "Братск 2023.zip"
    data = bytearray(_sent(mail, 1, "2023").read_bytes())
    data[len(data) // 2] ^= 1
    spoiled.write_bytes(bytes(data))
    again = _sent(mail, 2, batch_id="ab" * 16)
    stranger = mail / "Чита 2024.zip"
    stranger.write_bytes(package.build(batch(1, 50, office="Чита"), key_of(9)))
    (mail / "Просто архив.zip").write_bytes(b"PK")
    refused = _refusals([mail, mail / "Нет такого.zip"], keys)
    assert set(refused) == {spoiled.name, again.name, stranger.name, "Просто архив.zip", "Нет такого.zip"}
    assert "Чужой ключ" in refused[stranger.name] and "Чита" in refused[stranger.name]
    assert "Повтор" in refused[again.name] and "Тулун 2024.zip" in refused[again.name]
    (found,) = region.consolidate([mail], keys).regions
    assert [one.release.office for one in found.districts] == [f"{name}, больница" for name in OFFICES]


def test_of_batches_that_differ_none_is_taken_and_all_are_named(mail: Path, keys: Path) -> None:
    other = mail / "Ангарск до правки.zip"  # by its name the first, and no better for it
    other.write_bytes(package.build(batch(7, 300, office="Ангарск, больница", batch_id="ab" * 16), key_of(0)))
    stricter = mail / "Тулун строже.zip"
    rules = rules_for("municipal").tightened(Stricter(base=10))
    made = assemble(
        rules,
        Period.parse("2024"),
        tally(rules.widest.system, people(2, SIZES[2])),
        office="Тулун, больница",
        anchor=ANCHOR,
    )
    stricter.write_bytes(package.build(made, key_of(2)))
    renamed = mail / "Братск сменил имя.zip"
    renamed.write_bytes(package.build(batch(1, SIZES[1], office="Братская больница", batch_id="cd" * 16), key_of(1)))
    refused = _refusals([mail], keys)
    assert refused == {
        "Ангарск 2024.zip": "Пакеты одной организации за один период с разными числами: «Ангарск 2024.zip», "
        "«Ангарск до правки.zip». Не учтён ни один: спросите её.",
        "Ангарск до правки.zip": refused["Ангарск 2024.zip"],
        "Братск сменил имя.zip": "Повтор: пакет этой организации за этот период уже учтён: «Братск 2024.zip».",
        "Тулун 2024.zip": refused["Тулун строже.zip"],
        "Тулун строже.zip": "Пакеты одной организации за один период с разными числами: «Тулун 2024.zip», "
        "«Тулун строже.zip». Не учтён ни один: спросите её.",
    }
    (found,) = region.consolidate([mail], keys).regions
    assert [one.release.office for one in found.districts] == ["Братск, больница"]


def test_a_file_that_surprises_the_program_does_not_stop_the_others(
    mail: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = judging.problems

    def surprised(release: Release) -> list[str]:
        if release.office.startswith("Братск"):
            raise ValueError("a number of 5,000 digits")
        return judged(release)

    monkeypatch.setattr(judging, "problems", surprised)
    assert _refusals([mail], keys) == {"Братск 2024.zip": verification.BEYOND}


def test_a_stranger_costs_no_judging(mail: Path, keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in mail.iterdir():
        path.write_bytes(package.build(batch(1, 50, office="Чита"), key_of(9)))
    monkeypatch.setattr(judging, "problems", None)
    assert all("Чужой ключ" in reason for reason in _refusals([mail], keys).values())


def test_the_same_file_named_twice_is_one_batch(mail: Path, keys: Path) -> None:
    assert _refusals([mail, mail, mail / "Тулун 2024.zip"], keys) == {}


def test_without_keys_nothing_is_believed(mail: Path, keys: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="нет открытых ключей"):
        region.consolidate([mail], tmp_path / "пусто")
    (keys / "не ключ.pem").write_bytes(b"-----BEGIN")
    with pytest.raises(UserError, match=r"«не ключ\.pem».*не открытый ключ"):
        region.consolidate([mail], keys)


def test_many_districts_are_shown_by_tens_of_percent(tmp_path: Path, keys: Path) -> None:
    folder = tmp_path / "Много"
    folder.mkdir()
    for number in range(43):
        key = Ed25519PrivateKey.from_private_bytes(bytes([100 + number]) * 32)
        (keys / f"{number}.pem").write_bytes(package.public_pem(key))
        made = batch(number % 3, 200, office=f"Район {number:02}", batch_id=f"{number:032x}")
        (folder / f"{number}.zip").write_bytes(package.build(made, key))
    found = region.consolidate([folder], keys)
    region.write(found, tmp_path / "out")
    sheet = CalamineWorkbook.from_path(str(tmp_path / "out" / "Сводная.xlsx")).get_sheet_by_name("2024 районы по долям")
    rows = sheet.to_python()[-10:]
    assert [row[0] for row in rows] == [f"{n}–{n + 9}" if n < 90 else "90–100" for n in range(0, 100, 10)]
    shown = [one.shown for one in found.regions[0].sums]
    assert [sum(row[column] for row in rows) for column in range(1, 5)] == shown
    assert "обычно не больше 21" in in_words(found.regions[0])[1]  # 2 * 1.6 * √43


def test_the_command_line(mail: Path, keys: Path, tmp_path: Path, ask: Ask) -> None:
    out = tmp_path / "Сводная"
    done = ask("consolidate", mail, "--keys", keys, "--out", out, "--json")
    assert done.status == 0
    assert done.data["refused"] == [] and all(Path(path).exists() for path in done.data["tables"])
    (mail / "битый.zip").write_bytes(b"?")
    done = ask("consolidate", mail, "--keys", keys, "--out", out, "--json")
    assert done.status == 1
    assert [Path(one["batch"]).name for one in done.data["refused"]] == ["битый.zip"]
