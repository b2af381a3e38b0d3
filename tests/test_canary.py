"""No name, number or address of a patient in any byte written, but in the papers that were asked for (R19).

Two children run with every write traced, files deleted at once included: the demo, which does the whole main job, and
`tests.canary_story`, a day in the windows with one marked patient.
"""

import base64
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from narcdesk import patients
from narcdesk.identifiers import phone, snils
from narcdesk.patients import Patient
from narcdesk.register import Register
from tests import canary_story

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("gcc"), reason="the tracer is a Linux library made by gcc"
)


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[bytes]], list[Patient]]:
    """Everything that a demo of 25 people wrote, by path, and the people."""
    folder = tmp_path_factory.mktemp("канарейка")
    place = str(folder / "demo")
    run = run_traced(folder, "main.py", "demo", place, "--patients", "25", "--no-window", "--json")
    return run.written, people(folder / "demo" / "register", run.said)


@dataclass(frozen=True)
class Traced:
    """What a child wrote, by path, and what it said on its two outputs."""

    written: dict[str, list[bytes]]
    said: str
    complained: str


def run_traced(folder: Path, *arguments: str) -> Traced:
    """Run Python in a child whose every write is noted."""
    tracer, log = folder / "writes.so", folder / "writes.log"
    source = Path(__file__).parent / "faults" / "writes.c"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", tracer, source, "-ldl", "-lpthread"], check=True)
    home = folder / "дом"
    home.mkdir()
    environment = {
        **os.environ,
        "LD_PRELOAD": str(tracer),
        "WRITES_LOG": str(log),
        "HOME": str(home),
        "TMPDIR": str(home),
        "NARCDESK_STATE": str(home / "state"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    written: dict[str, list[bytes]] = {}
    for path, data in records(log.read_bytes()):
        written.setdefault(path, []).append(data)
    return Traced(written, done.stdout, done.stderr)


def records(log: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at < len(log):
        path_length, size = struct.unpack_from("II", log, at)
        at += 8
        yield log[at : at + path_length].decode(), log[at + path_length : at + path_length + size]
        at += path_length + size


def people(folder: Path, answer: str) -> list[Patient]:
    said = json.loads(answer)
    register = Register.open(folder, said["user"], said["password"])
    try:
        return [patients.one(register, number) for number in range(1, patients.count(register) + 1)]
    finally:
        register.close()


def canaries(patient: Patient) -> set[str]:
    """What nobody outside may read of one person."""
    texts = {
        patient.full_name,
        f"{patient.surname} {patient.given}",
        patient.short_name,
        patient.snils,
        snils(patient.snils).shown,
        patient.policy_number,
        patient.registration_address,
        patient.actual_address,
        patient.phone,
        phone(patient.phone).shown,
        f"{patient.document_series} {patient.document_number}",
    }
    return {text for text in texts if len(text.strip()) >= 6}


def inside(data: bytes) -> Iterator[bytes]:
    """The bytes, and what is packed in them: every member that can be inflated, in whatever order it was written."""
    yield data
    for found in re.finditer(rb"PK\x03\x04", data):
        head = data[found.start() : found.start() + 30]
        if len(head) < 30:
            continue
        (method, name_length, extra_length) = (*struct.unpack_from("<H", head, 8), *struct.unpack_from("<HH", head, 26))
        start = found.start() + 30 + name_length + extra_length
        yield data[found.start() + 30 : start]
        if method == zipfile.ZIP_DEFLATED:
            try:
                yield zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[start:])
            except zlib.error:
                continue  # a header that was written again over the first, with no member behind it


def test_the_whole_job_writes_no_patient_in_clear(traced: tuple[dict[str, list[bytes]], list[Patient]]) -> None:
    written, everybody = traced
    assert len(everybody) == 25  # the one whom the demo enters among them
    papers = [path for path in written if ".pdf" in Path(path).name]
    assert papers
    wanted = {text for patient in everybody for text in canaries(patient)}
    assert len(wanted) > 150
    coded = {text: [text.encode(c) for c in ("utf-8", "utf-16-le", "cp1251")] for text in wanted}
    for path, chunks in written.items():
        if path in papers:
            continue
        for data in [*chunks, *inside(b"".join(chunks))]:
            found = [text for text, forms in coded.items() if any(form in data for form in forms)]
            assert not found, f"{len(found)} canaries in {path}"


def test_the_tracer_sees_the_register_and_the_papers(traced: tuple[dict[str, list[bytes]], list[Patient]]) -> None:
    """Without this the test above could pass for a tracer that sees nothing."""
    written, _everybody = traced
    names = {Path(path).name for path in written}
    assert {"register.db-wal", "register.db"} <= names
    papers = b"".join(chunk for path, chunks in written.items() if ".pdf" in Path(path).name for chunk in chunks)
    assert papers.startswith(b"%PDF")
    assert any(Path(path).suffix == ".zip" or ".zip" in Path(path).name for path in written)
    assert any(Path(path).suffix == ".xlsx" or ".xlsx" in Path(path).name for path in written)  # the provider list


def test_the_unpacking_sees_what_a_workbook_says(traced: tuple[dict[str, list[bytes]], list[Patient]]) -> None:
    written, _everybody = traced
    books = [b"".join(chunks) for path, chunks in written.items() if ".xlsx" in Path(path).name]
    assert any("Наименование".encode() in part for book in books for part in inside(book))


# A day in the windows


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Traced, Path]:
    """What a day with one marked patient wrote and said, and where."""
    above = tmp_path_factory.mktemp("день")  # the loader of the tracer reads a space as an end
    folder = above / "День канарейки"
    folder.mkdir()
    return run_traced(above, "-m", "tests.canary_story", str(folder)), folder


def spelled(text: str) -> Iterator[bytes]:
    """A mark as files may hold it."""
    for one in {text, text.upper(), text.lower()}:
        for code in ("utf-8", "utf-16-le", "cp1251", "cp866"):
            yield one.encode(code, errors="ignore")
    yield quote(text).encode()
    yield json.dumps(text)[1:-1].encode()
    for code in ("utf-8", "utf-16-le", "cp1251"):
        for before in range(3):  # the same letters look otherwise after one or two others
            packed = base64.b64encode(b"\0" * before + text.encode(code, errors="ignore"))
            yield packed[4 if before else 0 : -4]


def marks() -> dict[bytes, str]:
    """Every spelling of every mark that is long enough to be no accident: six digits stand in hashes by chance."""
    texts = [*canary_story.PLAIN, *canary_story.NUMBERS]
    return {form: text for text in texts for form in spelled(text) if len(form) >= 8}


def unpacked(data: bytes) -> Iterator[bytes]:
    """What `inside` gives, and the streams of a PDF."""
    yield from inside(data)
    for found in re.finditer(rb"stream\r?\n", data):
        packed = data[found.end() : data.find(b"endstream", found.end())]
        if packed.rstrip().endswith(b"~>"):
            packed = base64.a85decode(packed.strip().removesuffix(b"~>"))
        try:
            yield zlib.decompressobj().decompress(packed)
        except zlib.error:
            yield packed


def test_a_day_in_the_windows_writes_nobody_in_clear(day: tuple[Traced, Path]) -> None:
    run, folder = day
    known = marks()
    assert len(known) > 200
    found: list[str] = []
    for path, chunks in run.written.items():
        if Path(path).is_relative_to(canary_story.asked_for(folder)):
            continue
        for data in {*chunks, *unpacked(b"".join(chunks))}:
            found += [f"«{text}» in {path}" for form, text in known.items() if form in data]
    assert found == []
    for said in (run.said, run.complained):
        assert [text for text in canary_story.PLAIN if text in said] == []


def test_the_day_was_lived_whole(day: tuple[Traced, Path]) -> None:
    """Without this the test above could pass for a day on which nothing happened."""
    run, folder = day
    names = {Path(path).name for path in run.written}
    assert {"register.db", "register.db-wal", "keys.json", "Журнал.xlsx", "заявка.pdf", "напечатано.pdf"} <= {
        name.removesuffix(".new") for name in names
    }
    assert any(name.endswith(".zip.new") or name.endswith(".zip") for name in names)  # the batch
    assert (folder / "Из копии" / "register.db").stat().st_size > 100_000
    assert list((folder / "Копии").iterdir())
    report = (folder / "Неполадка.txt").read_text(encoding="utf-8")
    assert "ValueError" in report
    assert "canary_story.py" in report


def test_the_search_finds_a_mark_in_every_dress(tmp_path: Path) -> None:
    surname = canary_story.MARKS["surname"]
    packed = tmp_path / "в архиве.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("карта.txt", f"пациент {surname}" * 3)
    stream = zlib.compress(f"пациент {surname}".encode("cp1251"))
    dresses = {
        "utf-8": f"..{surname}..".encode(),
        "utf-16": f"..{surname}..".encode("utf-16-le"),
        "cp866": surname.encode("cp866"),
        "base64": base64.b64encode(f"имя: {surname}, 1980".encode()),
        "link": b"file:///" + quote(f"карта {surname}.pdf").encode(),
        "zip": packed.read_bytes(),
        "pdf": b"<< /Length 1 >>\nstream\n" + stream + b"\nendstream",
    }
    known = [form for form, text in marks().items() if text == surname]
    for name, data in dresses.items():
        assert any(form in part for part in unpacked(data) for form in known), name
