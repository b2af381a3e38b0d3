"""Verification from the file alone: what is good passes, and no byte can be changed, added or taken away unseen."""

import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from narcdesk.commission import package, verification
from narcdesk.commission.archive import pack, unpack
from narcdesk.commission.verification import Verification
from narcdesk.errors import UserError
from tests.commission_samples import KEY, OTHER_KEY, batch, built, signed_anew

PUBLIC = package.public_pem(KEY)


def verify(batch: Path | bytes, public_key: bytes | None = None) -> Verification:
    """The same, but nothing here may be a surprise to the program."""
    found = verification.verify(batch, public_key)
    assert verification.BEYOND not in found.problems
    return found


def _resigned(parts: dict[str, bytes], key: Ed25519PrivateKey = OTHER_KEY, **changed: object) -> bytes:
    """A forger's batch: his parts, his manifest, all hashes right, signed with his own key."""
    parts = {**parts, "office.pem": package.public_pem(key)}
    fingerprint = package.sha256(package.public_pem(key))
    notice = parts["ПРОВЕРКА.txt"].decode("utf-8-sig").replace(package.sha256(PUBLIC), fingerprint)
    parts["ПРОВЕРКА.txt"] = notice.encode("utf-8-sig")
    parts["tables.xlsx"] = _edited(parts["tables.xlsx"], "sharedStrings", package.sha256(PUBLIC), fingerprint)
    manifest = json.loads(parts["manifest.json"]) | changed
    manifest["key"] = {"algorithm": "Ed25519", "sha256": fingerprint}
    manifest["parts"] = {
        name: package.sha256(data) for name, data in parts.items() if name not in ("manifest.json", "manifest.sig")
    }
    data = package.canonical(manifest)
    return pack({**parts, "manifest.json": data, "manifest.sig": key.sign(data)})


def _edited(book: bytes, member: str, old: str, new: str) -> bytes:
    return pack(
        {
            name: part.replace(old.encode(), new.encode()) if member in name else part
            for name, part in unpack(book).items()
        }
    )


def test_a_good_batch_is_good() -> None:
    found = verify(built(), PUBLIC)
    assert found.ok
    assert (found.problems, found.notes) == ([], [])
    assert found.manifest["period"] == "2024"
    assert found.fingerprint == package.sha256(PUBLIC)


def test_a_file_is_verified_as_well_as_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "Пакет комиссии.zip"
    path.write_bytes(built())
    assert verify(path, PUBLIC).ok
    with pytest.raises(UserError, match="не найден"):
        verify(tmp_path / "Другой.zip")
    with pytest.raises(UserError, match="не читается"):
        verify(tmp_path)


def test_without_a_key_from_elsewhere_only_wholeness_is_shown() -> None:
    found = verify(built())
    assert found.ok
    assert "не кто его сделал" in found.notes[0]
    assert package.sha256(PUBLIC) in found.notes[0]


@pytest.mark.parametrize(
    ("seed", "size", "period"), [(2, 0, "2026-Q1"), (3, 40, "2025"), (4, 1000, "2023"), (5, 7, "2026-07")]
)
def test_small_large_and_empty_offices_verify(seed: int, size: int, period: str) -> None:
    assert verify(built(seed, size, period), PUBLIC).problems == []


def test_a_batch_held_to_an_earlier_one_verifies_and_says_so() -> None:
    found = verify(package.build(batch(seed=7, ledger=batch(seed=6).ledger), KEY), PUBLIC)
    assert found.ok
    assert "прежними выгрузками" in found.notes[0]


def _large(parts: dict[str, bytes]) -> list[bytes]:
    return [data for data in parts.values() if len(data) > 8_000]


def test_every_single_byte_counts() -> None:
    good, chance = built(), random.Random(1)
    every = 61 if sys.platform == "win32" else 1  # Wine takes a thousandth of a second for each large piece of memory
    # Inside of a large part one place is like another: of those every eleventh.
    large = [range(good.index(data), good.index(data) + len(data)) for data in _large(unpack(good))]
    for at in range(0, len(good), every):
        if at % 11 and any(at in part for part in large):
            continue
        bad = bytearray(good)
        bad[at] ^= 1 << chance.randrange(8)
        assert not verify(bytes(bad)).ok, at


def test_every_byte_of_every_part_counts_when_the_zip_is_repaired() -> None:
    parts, chance = unpack(built()), random.Random(2)
    for name, data in parts.items():
        every = 1 if len(data) < 2500 else 61
        for at in range(chance.randrange(every), len(data), every):
            bad = bytearray(data)
            bad[at] ^= 1 << chance.randrange(8)
            assert not verify(pack({**parts, name: bytes(bad)})).ok, (name, at)


def test_nothing_may_be_cut_off_or_added() -> None:
    good, chance = built(), random.Random(3)
    for length in [0, 1, 21, 22, *(chance.randrange(len(good)) for _ in range(500)), len(good) - 1]:
        assert not verify(good[:length]).ok
    for extra in (b"\0", b"\n", b"PK", good, b"x" * 1000):
        assert not verify(good + extra).ok
        assert not verify(extra + good).ok


def test_a_part_may_not_be_added_or_missing() -> None:
    parts = unpack(built())
    for name in parts:
        found = verify(pack({other: data for other, data in parts.items() if other != name}))
        assert not found.ok
        assert name in found.problems[0]
    assert not verify(pack({**parts, "cases.csv": b"secret"})).ok
    assert not verify(_resigned({**parts, "cases.csv": b"secret"})).ok


def test_the_same_parts_in_another_zip_are_not_the_batch() -> None:
    for compression in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", compression) as archive:
            for name, data in unpack(built()).items():
                archive.writestr(name, data)
        assert not verify(file.getvalue()).ok


def test_a_bomb_is_not_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("manifest.json", "tables.csv"):
            archive.writestr(name, bytes(30_000_000))
    assert not verify(file.getvalue()).ok
    assert "велик" in verify(bytes(17 * 2**20)).problems[0]


@given(st.binary(max_size=3000))
def test_garbage_is_answered(data: bytes) -> None:
    assert not verify(data).ok


@given(st.dictionaries(st.sampled_from(sorted(unpack(built()))), st.binary(max_size=300), min_size=1))
def test_garbage_in_parts_is_answered(changed: dict[str, bytes]) -> None:
    assert not verify(pack({**unpack(built()), **changed})).ok


def test_another_key_is_whole_but_not_the_office() -> None:
    forged = _resigned(unpack(built()))
    found = verify(forged)
    assert found.problems == []
    assert package.sha256(package.public_pem(OTHER_KEY)) in found.notes[0]
    assert found.fingerprint == package.sha256(package.public_pem(OTHER_KEY))
    assert "другим ключом" in verify(forged, PUBLIC).problems[0]


def test_a_key_that_is_no_key_is_named() -> None:
    for bad in (b"", b"garbage", PUBLIC[:-30], b"\0" * 32):
        with pytest.raises(UserError, match="не ключ"):
            verify(built(), bad)


def test_a_key_saved_with_other_line_ends_is_the_same_key() -> None:
    assert verify(built(), PUBLIC.replace(b"\n", b"\r\n")).ok
    assert verify(built(), b"\xef\xbb\xbf" + PUBLIC).ok  # Notepad


def test_a_signature_of_another_batch_does_not_fit() -> None:
    parts = {**unpack(built()), "manifest.sig": unpack(built(2))["manifest.sig"]}
    assert "Подпись" in verify(pack(parts), PUBLIC).problems[0]


# --- a forger who signs: what he wrote is still held against the closed list ---------------------------------


def _csv(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    def change(parts: dict[str, bytes]) -> dict[str, bytes]:
        text = parts[name].decode("utf-8")
        assert old in text
        return {**parts, name: text.replace(old, new, 1).encode("utf-8")}

    return change


def _book(member: str, old: str, new: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    def change(parts: dict[str, bytes]) -> dict[str, bytes]:
        book = _edited(parts["tables.xlsx"], member, old, new)
        assert book != parts["tables.xlsx"]
        return {**parts, "tables.xlsx": book}

    return change


def _line(parts: dict[str, bytes], code: str) -> str:
    return next(line for line in parts["tables.csv"].decode("utf-8").split("\r\n") if line.endswith(";" + code))


TOTAL = _line(unpack(built()), "observed_end[diagnosis=drug_dependence,sex=f]")
COUNT = TOTAL.split(";")[3]


FORGED = [
    (_csv("tables.csv", TOTAL, TOTAL.replace(f";{COUNT};", f";{int(COUNT) + 1};")), "не кратно 5"),
    (_csv("tables.csv", TOTAL, TOTAL.replace(f";{COUNT};", f";{int(COUNT) + 5};")), "Итог не сходится"),
    (_csv("tables.csv", TOTAL, TOTAL.replace(f";{COUNT};", ";Петрова;")), "целое число"),
    (_csv("tables.csv", TOTAL, TOTAL.replace(f";{COUNT};", f";0{COUNT};")), "целое число"),
    (_csv("tables.csv", TOTAL, TOTAL.replace(f";{COUNT};", ";-5;")), "целое число"),
    (_csv("tables.csv", TOTAL, TOTAL.replace(f";{COUNT};", f";{10**30};")), "целое число"),
    (_csv("tables.csv", "Женщины", "Петрова"), "нет в перечне"),
    (_csv("tables.csv", "diagnosis=drug_dependence,sex=f", "diagnosis=drug_dependence,sex=m"), "нет в перечне"),
    (_csv("tables.csv", TOTAL, TOTAL + "\r\n" + TOTAL), "строк с данными"),
    (_csv("tables.csv", "Код\r\n", "Код;ФИО\r\n"), "не те столбцы"),
    (_csv("tables.csv", "Женщины", '"Женщины"'), "не так, как её пишет программа"),
    (_csv("tables.csv", "\ufeff", ""), "не так, как её пишет программа"),
    (_csv("tables.csv", "Женщины", 'Жен"щи'), "нет в перечне"),
    (lambda parts: {**parts, "tables.csv": b"\xff\xfe\x00"}, "не читается"),
    (lambda parts: {**parts, "tables.csv": b""}, "не те столбцы"),
    (lambda parts: {**parts, "indicators.csv": b"\0"}, "indicators.csv"),
    (_csv("indicators.csv", ";40;Распоряжение", ";41;Распоряжение"), "не тот, что в акте"),
    (_csv("indicators.csv", "208-р", "209-р"), "не тот, что в акте"),
    (_csv("indicators.csv", "меньше 5 человек;sober", "меньше 6 человек;sober"), "причина не названа"),
    (_csv("indicators.csv", "скрыто: ", "Петрова: "), "причина не названа"),
    (_csv("indicators.csv", "…;…;…", "…;30;…"), "целое число"),
    (_csv("indicators.csv", "…;…;…", "0;30;0"), "нет в перечне"),
    (_csv("datapackage.json", "Мужчины", "Петрова"), "datapackage.json"),
    (_csv("ПРОВЕРКА.txt", "Сведений об отдельных людях нет", "Петрова Мария"), "ПРОВЕРКА.txt"),
    (_book("sheet4", "<v>5</v>", "<v>6</v>"), "Таблица 3"),
    (_book("sheet4", "<v>5</v>", "<f>1+4</f><v>5</v>"), "формула"),
    (_book("sheet4", "<sheetData>", '<sheetData><row r="900"><c r="A900"><v>7</v></c></row>'), "Таблица 3"),
    (_book("sheet4", "<col ", '<col hidden="1" '), "скрытое"),
    (_book("xl/workbook.xml", 'sheetId="2"', 'sheetId="2" state="hidden"'), "скрытое"),
    (_book("xl/workbook.xml", "Таблица 4", "Петрова"), "не те листы"),
    (_book("sharedStrings", "Женщины", "Петрова"), "текст"),
    (_book("sharedStrings", "</sst>", "<si><t>Петрова</t></si></sst>"), "текст"),
    (_book("core.xml", "<dc:creator>", "<dc:creator>Петрова"), "автор"),
    (_book("app.xml", "<Company>", "<Company>Больница"), "автор"),
    (_book("styles.xml", "<?xml", "<!DOCTYPE a><?xml"), "указания"),
    (_book("styles.xml", "<fonts", "<?secret Петрова?><fonts"), "указания"),
    (_book("styles.xml", "UTF-8", "KOI8-Z"), "указания"),
    (_book("sheet4", "<v>5</v>", "<v>0_5</v>"), "ячейка"),
    (_book("sheet4", '<c r="A4"', '<c r="AAAA4"'), "ячейка"),
    (_book("sheet2", "</worksheet>", ""), "не читается"),
    (_book("sheet2", 't="s"><v>', 't="s"><v>9999'), "не читается"),
    (lambda parts: {**parts, "tables.xlsx": b"PK"}, "не читается"),
    (
        lambda parts: {**parts, "tables.xlsx": pack({**unpack(parts["tables.xlsx"]), "xl/vbaProject.bin": b"1"})},
        "лишние части",
    ),
]


def test_signing_again_what_is_unchanged_changes_nothing() -> None:
    assert signed_anew(unpack(built())) == built()


@pytest.mark.parametrize(("change", "said"), FORGED)
def test_a_signed_forgery_is_seen_through(change: Callable[[dict[str, bytes]], dict[str, bytes]], said: str) -> None:
    found = verify(signed_anew(change(unpack(built()))), PUBLIC)
    assert not found.ok
    assert any(said in problem for problem in found.problems), found.problems


def test_a_shared_number_must_be_the_same_everywhere() -> None:
    parts = unpack(built())
    lines = parts["tables.csv"].decode("utf-8").split("\r\n")
    grand = [number for number, line in enumerate(lines) if line.endswith(";observed_end")]
    assert len(grand) == 5
    row = lines[grand[-1]].split(";")
    row[3] = str(int(row[3]) + 5)
    lines[grand[-1]] = ";".join(row)
    found = verify(signed_anew({**parts, "tables.csv": "\r\n".join(lines).encode("utf-8")}), PUBLIC)
    assert "в другой таблице иное" in found.problems[0]


def test_an_indicator_must_follow_from_the_tables() -> None:
    parts = unpack(built())
    text = parts["indicators.csv"].decode("utf-8")
    numerator, denominator, share = text.split("\r\n")[1].split(";")[1:4]
    shown = f";{numerator};{denominator};{share};"
    for forged, said in (
        (f";{numerator};{denominator};{int(share) + 1};", "не следует"),
        (f";{numerator};{int(denominator) + 5};{share};", "не совпадает с таблицей"),
        (f";0;{denominator};0;", "должен быть скрыт"),
        (f";{int(numerator) + 1};{denominator};{share};", "не кратно"),
    ):
        assert shown in text
        changed = text.replace(shown, forged, 1).encode("utf-8")
        problems = verify(signed_anew({**parts, "indicators.csv": changed}), PUBLIC).problems
        assert any(said in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"format": "narcdesk-batch/2"}, "другого вида"),
        ({"policy": {"sha256": "0" * 64, "edition": "2026-1"}}, "неизвестны"),
        ({"policy": {"sha256": 5}}, "не хватает"),
        ({"policy": "municipal"}, "не хватает"),
        ({"office": "=Больница"}, "не так, как их пишет"),
        ({"office": ""}, "не так, как их пишет"),
        ({"office": "Другая больница"}, "не так, как её пишет"),
        ({"period": "2024-Q9"}, "Период"),
        ({"period": " 2024"}, "не так, как их пишет"),
        ({"period": "2023"}, "не тот, что в акте"),
        ({"batch": "Петрова"}, "не так, как их пишет"),
        ({"anchor": "Петрова"}, "не так, как их пишет"),
        ({"anchor": None}, "не хватает"),
        ({"anchor": ""}, "не так, как их пишет"),
        ({"anchor": "1042:" + "5e" * 31}, "не так, как их пишет"),
        ({"anchor": "01042:" + "5e" * 32}, "не так, как их пишет"),
        ({"anchor": "١٠٤٢:" + "5e" * 32}, "не так, как их пишет"),
        ({"protection": {"base": 1}}, "manifest.json"),
        ({"protection": []}, "не хватает"),
        ({"recipient": "regional"}, "manifest.json"),
        ({"note": "Петрова"}, "manifest.json"),
    ],
)
def test_a_signed_manifest_says_only_what_it_may(changed: dict[str, object], said: str) -> None:
    found = verify(signed_anew(unpack(built()), **changed), PUBLIC)
    assert not found.ok
    assert any(said in problem for problem in found.problems), found.problems


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"null",
        b'"narcdesk-batch/1"',
        b"{" * 50_000,
        b"[" * 50_000 + b"]" * 50_000,
        b'{"format":"narcdesk-batch/1"}',
        b'{"format":"narcdesk-batch/1","parts":[]}',
        b'{"a":1e999}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\\ud800"}',
        b"\xff",
        b'{"a":NaN}',
    ],
)
def test_a_broken_manifest_is_answered(manifest: bytes) -> None:
    parts = {**unpack(built()), "manifest.json": manifest, "manifest.sig": KEY.sign(manifest)}
    assert not verify(pack(parts), PUBLIC).ok


@given(st.data())
@settings(max_examples=300)
def test_no_signed_change_of_any_part_passes_or_crashes(data: st.DataObject) -> None:
    parts = unpack(built())
    name = data.draw(st.sampled_from(["tables.csv", "indicators.csv", "datapackage.json", "ПРОВЕРКА.txt"]))
    part = bytearray(parts[name])
    at = data.draw(st.integers(0, len(part) - 1))
    part[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    changed = {**parts, name: bytes(part)}
    assert verify(signed_anew(changed), PUBLIC).ok is (changed == parts)


@given(st.data())
@settings(max_examples=300)
def test_no_signed_change_of_the_workbook_crashes(data: st.DataObject) -> None:
    parts = unpack(built())
    book = unpack(parts["tables.xlsx"])
    name = data.draw(st.sampled_from(sorted(book)))
    part = bytearray(book[name])
    at = data.draw(st.integers(0, len(part) - 1))
    part[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    verify(signed_anew({**parts, "tables.xlsx": pack({**book, name: bytes(part)})}), PUBLIC)


def test_verifying_needs_neither_the_screen_nor_the_solver_nor_the_register() -> None:
    code = (
        "import sys; from narcdesk.commission.verification import verify; assert not verify(b'').ok;"
        "print([name for name in ('PySide6', 'numpy', 'highspy', 'sqlalchemy', 'xlsxwriter') if name in sys.modules])"
    )
    root = Path(__file__).parents[1]
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
