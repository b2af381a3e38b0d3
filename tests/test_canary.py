"""No name, number or address of a patient in any byte written, but in the papers that were asked for.

The demo, which does the whole main job, runs in a child whose every write is traced, files deleted at once included.
"""

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
from pathlib import Path

import pytest

from narcdesk import patients
from narcdesk.identifiers import phone, snils
from narcdesk.patients import Patient
from narcdesk.register import Register

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("gcc"), reason="the tracer is a Linux library made by gcc"
)


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[bytes]], list[Patient]]:
    """Everything that a demo of 25 people wrote, by path, and the people."""
    folder = tmp_path_factory.mktemp("канарейка")
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
    }
    command = [sys.executable, "main.py", "demo", str(folder / "demo"), "--patients", "25", "--no-window", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    written: dict[str, list[bytes]] = {}
    for path, data in records(log.read_bytes()):
        written.setdefault(path, []).append(data)
    return written, people(folder / "demo" / "register", done.stdout)


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
