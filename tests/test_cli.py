"""The headless face: what a program meets through pipes, and every command's answer, refusal and exit status."""

import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest

import main
from narcdesk import applications, audit, cli, providers
from narcdesk.cli import commands
from narcdesk.commission import package
from narcdesk.register import Register
from tests import factories
from tests.commission_samples import KEY, OTHER_KEY, built
from tests.factories import Clock

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: str | Path, said: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own, whose pipes are in the code page of a Russian Windows."""
    return subprocess.run(
        [sys.executable, "main.py", *map(str, arguments)],
        input=said,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "cp1251", "PYTHONUTF8": "0"} | environment,
        timeout=100,
    )


@dataclass(frozen=True)
class Told:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


Ask = Callable[..., Told]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run a command in this process; `said` comes on standard input."""

    def asked(*arguments: str | Path, said: str = "") -> Told:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(said.encode())))
        capsys.readouterr()
        status = main.main([str(argument) for argument in arguments])
        found = capsys.readouterr()
        return Told(status, found.out, found.err)

    return asked


@pytest.fixture
def inside(ask: Ask, register: Register) -> Ask:
    """The same with a command that opens the closed register of the test."""
    register.close()

    def asked(command: str, *arguments: str | Path) -> Told:
        way_in = ("--register", register.folder, "--password-stdin")
        return ask(command, *arguments, *way_in, said=factories.PASSWORD)

    return asked


def submitted(register: Register) -> str:
    """The number of a submitted application."""
    return applications.submit(register, factories.asked(register).id).number or ""


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class TestPipes:
    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["bare", "as Notepad saves it"])
    @pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"], ids=["no end", "unix", "windows"])
    def test_a_password_is_read_as_utf_8(self, register: Register, mark: bytes, end: bytes) -> None:
        register.close()
        done = self.check(register, mark + factories.PASSWORD.encode() + end)
        assert done.returncode == 0, done.stderr.decode()
        assert json.loads(done.stdout)["ok"]

    def test_bytes_that_are_no_utf_8_are_a_wrong_password(self, register: Register) -> None:
        register.close()
        done = self.check(register, factories.PASSWORD.encode("cp1251"))
        assert done.returncode == 2
        assert "пароль" in done.stderr.decode()

    def test_a_refusal_is_one_sentence_in_utf_8(self, tmp_path: Path) -> None:
        done = run("verify", tmp_path / "Нет такой выгрузки ≤ 5.zip", "--json")
        assert (done.returncode, done.stdout) == (2, b"")
        assert "Нет такой выгрузки ≤ 5.zip" in done.stderr.decode()

    def check(self, register: Register, password: bytes) -> subprocess.CompletedProcess[bytes]:
        return run(
            "check", "--register", register.folder, "--user", "zimin", "--password-stdin", "--json", said=password
        )


class TestPrint:
    @pytest.fixture
    def number(self, register: Register) -> str:
        return submitted(register)

    def test_the_papers_are_written_and_their_hash_told(self, number: str, inside: Ask, tmp_path: Path) -> None:
        out = tmp_path / "бумаги" / "за март" / "заявка.pdf"
        told = inside("print", number, "--out", out, "--json")
        assert (told.status, told.err) == (0, "")
        assert told.data == {"pdf": str(out), "sha256": sha256(out)}
        assert out.read_bytes().startswith(b"%PDF-")
        assert inside("print", number, "--out", out).status == 0  # an older PDF may be replaced

    @pytest.mark.parametrize("name", ["keys.json", "register.db", "register.lock", "бумаги.pdf", "новая/бумаги.pdf"])
    def test_nothing_is_written_into_the_register(
        self, number: str, inside: Ask, register: Register, name: str
    ) -> None:
        before = {path.name: sha256(path) for path in register.folder.iterdir()}
        told = inside("print", number, "--out", register.folder / name)
        assert told.status == 2
        assert "в папке реестра" in told.err
        assert {path.name: sha256(path) for path in register.folder.iterdir()} == before

    def test_a_file_that_is_no_pdf_is_never_replaced(self, number: str, inside: Ask, tmp_path: Path) -> None:
        out = tmp_path / "отчёт.docx"
        out.write_bytes(b"PK something else")
        told = inside("print", number, "--out", out)
        assert (told.status, out.read_bytes()) == (2, b"PK something else")
        assert "не PDF" in told.err

    def test_what_is_no_file_is_left_alone(self, number: str, inside: Ask, tmp_path: Path) -> None:
        told = inside("print", number, "--out", tmp_path)
        assert told.status == 2
        assert "не обычный файл" in told.err
        if sys.platform != "win32":
            told = inside("print", number, "--out", "/dev/null")
            assert told.status == 2
            assert Path("/dev/null").is_char_device()

    def test_a_link_into_the_register_is_followed(
        self, number: str, inside: Ask, register: Register, tmp_path: Path
    ) -> None:
        link = tmp_path / "ссылка"
        try:
            link.symlink_to(register.folder, target_is_directory=True)
        except OSError:
            pytest.skip("links are not allowed here")
        told = inside("print", number, "--out", link / "бумаги.pdf")
        assert told.status == 2
        assert "в папке реестра" in told.err


class TestCheck:
    def test_a_whole_register(self, inside: Ask) -> None:
        told = inside("check")
        assert (told.status, told.err) == (0, "")
        assert told.out == "Реестр цел: страницы, журнал (3 записи) и строки сходятся.\n"
        assert inside("check", "--json").data == {"ok": True, "problems": [], "audit_entries": 4}

    @pytest.mark.parametrize("page", [2, 30, -1])
    def test_a_damaged_page_is_the_answer_and_nothing_is_written(
        self, inside: Ask, register: Register, page: int
    ) -> None:
        file = register.folder / "register.db"
        bad = bytearray(file.read_bytes())
        place = page * 4096 if page > 0 else len(bad) + page * 4096
        bad[place + 200] ^= 1
        file.write_bytes(bad)
        anchor = audit.read_anchor(register.register_id)
        told = inside("check", "--json")
        assert (told.status, told.data["ok"]) == (1, False)
        assert "Повреждены страницы" in told.data["problems"][0]
        assert file.read_bytes() == bad
        assert audit.read_anchor(register.register_id) == anchor

    def test_without_the_mark_of_this_computer_it_says_so(self, inside: Ask, register: Register) -> None:
        audit.anchor_path(register.register_id).unlink()
        told = inside("check")
        assert told.status == 0
        assert "С отметкой этого компьютера не сверено" in told.out
        assert "не сверено" not in inside("check").out  # it was written anew

    def test_a_mark_that_cannot_be_read_or_renewed_is_told(self, inside: Ask, register: Register) -> None:
        mark = audit.anchor_path(register.register_id)
        mark.write_text("мусор", encoding="utf-8")
        assert "не сверено" in inside("check").out
        mark.unlink()
        mark.mkdir()  # so that no file can take its name
        told = inside("check")
        assert told.status == 0
        assert "не сверено" in told.out
        assert "не удалось обновить" in told.out


class TestOldCopy:
    @pytest.fixture
    def number(self, register: Register, tmp_path: Path, clock: Clock) -> str:
        """An application in an old copy that has been put back over the register."""
        number = submitted(register)
        register.close()
        kept = shutil.copytree(register.folder, tmp_path / "старая копия", copy_function=shutil.copyfile)
        with factories.opened_again(register, clock):
            pass
        shutil.rmtree(register.folder)
        shutil.copytree(kept, register.folder, copy_function=shutil.copyfile)
        return number

    def test_nothing_leaves_from_it(self, number: str, inside: Ask, tmp_path: Path) -> None:
        out = tmp_path / "выгрузки"
        told = inside("export", "--recipient", "municipal", "--period", "2026-Q2", "--out", out)
        assert (told.status, told.out) == (2, "")
        assert "Выгрузка остановлена" in told.err
        assert "не хватает последних операций" in told.err
        assert not out.exists()

    def test_papers_are_printed_with_a_warning(self, number: str, inside: Ask, tmp_path: Path) -> None:
        told = inside("print", number, "--out", tmp_path / "заявка.pdf", "--json")
        assert told.status == 0
        assert told.data["pdf"]
        assert "Внимание: В журнале не хватает последних операций" in told.err

    def test_a_check_says_no(self, number: str, inside: Ask) -> None:
        told = inside("check", "--json")
        assert told.status == 1
        assert "не хватает последних операций" in told.data["problems"][0]


HEADER = "Наименование;ИНН;Телефон;Включена с;По"
PIER = "АНО «Причал»;0400000005;+7 (000) 100-00-01;01.03.2025;31.12.2027"
STEP = "АНО «Шаг»;;+7 (000) 100-00-02;01.03.2025;"
FORD = "Фонд «Брод»;;;;"


class TestProviders:
    @pytest.fixture
    def take(self, inside: Ask, tmp_path: Path) -> Callable[..., Told]:
        """Give a list of these lines to the program."""

        def taken(*lines: str, more: tuple[str, ...] = ("--apply",)) -> Told:
            path = tmp_path / "Список области.csv"
            path.write_text("\n".join(lines), encoding="utf-8")
            return inside("import-providers", path, *more, "--json")

        return taken

    def names(self, register: Register, clock: Clock) -> list[str]:
        with factories.opened_again(register, clock) as opened:
            return [one.name for one in providers.find(opened)]

    def test_a_list_is_shown_then_applied(self, take: Callable[..., Told], register: Register, clock: Clock) -> None:
        shown = take(HEADER, PIER, STEP, more=()).data
        assert (shown["new"], shown["applied"]) == (2, False)
        assert self.names(register, clock) == []
        told = take(HEADER, PIER, STEP)
        assert (told.status, told.data["applied"]) == (0, True)
        assert self.names(register, clock) == ["АНО «Причал»", "АНО «Шаг»"]
        assert {*told.data} == {"new", "changed", "gone", "unchanged", "errors", "applied", "rows"}

    def test_an_empty_list_closes_nobody(self, take: Callable[..., Told], register: Register, clock: Clock) -> None:
        take(HEADER, PIER, STEP, FORD)
        told = take(HEADER)
        assert (told.status, told.out) == (2, "")
        assert "нет ни одной организации" in told.err
        assert len(self.names(register, clock)) == 3

    def test_half_may_close_and_more_only_when_asked(
        self, take: Callable[..., Told], register: Register, clock: Clock
    ) -> None:
        take(HEADER, PIER, STEP, FORD)
        told = take(HEADER, PIER)
        assert (told.status, told.out) == (2, "")
        assert "закрыты: 2 организации" in told.err
        assert len(self.names(register, clock)) == 3
        assert take(HEADER, PIER, STEP).data["gone"] == 1
        assert take(HEADER, PIER).data["gone"] == 1  # one of two
        told = take(HEADER, FORD, more=("--apply", "--close-many"))
        assert told.status == 0
        assert self.names(register, clock) == ["Фонд «Брод»"]

    @pytest.mark.parametrize(
        "lines",
        [
            ("Центр «Свет»;г. Н;8 (844) 111-11-11", "Центр «Луч»;г. М;8 (844) 111-11-12"),
            ("Центр «Свет»;директор Иванов И. И.;8 (844) 111-11-11", "Центр «Луч»;г. М;8 (844) 111-11-12"),
            ("Центр «Свет»;г. Н;да", "Центр «Луч»;г. М;нет"),
        ],
    )
    def test_a_list_without_titles_loses_nobody(self, take: Callable[..., Told], lines: tuple[str, ...]) -> None:
        told = take(*lines)
        assert (told.status, told.out) == (2, "")
        assert "не видно строки с заголовками" in told.err

    def test_one_column_of_names_needs_no_second_title(self, take: Callable[..., Told]) -> None:
        told = take("Наименование", "Центр «Свет», г. Н", "Центр «Луч», г. М")
        assert [row["name"] for row in told.data["rows"]] == ["Центр «Свет», г. Н", "Центр «Луч», г. М"]

    @pytest.mark.parametrize(
        ("since", "until", "read", "message"),
        [
            ("с 01.03.2025 по 28.02.2028", "", "2028-02-28", ""),
            ("с 01.03.2025 по 28.02.2028", "28.02.2028", "2028-02-28", ""),
            ("с 01.03.2025 по 28.02.2028", "31.12.2027", "2027-12-31", "Включена с"),
            ("с 01.03.2025 по 28.02.2028", "бессрочно", None, "Включена с"),
            ("с 01.03.2025 по 28.02.2028", "не знаю", "2028-02-28", "По"),
        ],
    )
    def test_both_dates_of_one_cell_count(
        self, take: Callable[..., Told], since: str, until: str, read: str | None, message: str
    ) -> None:
        told = take(HEADER, f"АНО «Причал»;;;{since};{until}", more=())
        (row,) = told.data["rows"]
        assert (row["included_from"], row["included_to"]) == ("2025-03-01", read)
        assert [error["column"] for error in told.data["errors"]] == [message] * bool(message)
        assert told.status == (1 if message else 0)

    @pytest.mark.parametrize(
        "told", ["ИСКЛЮЧЕНА: АНО «Брод»", "(исключён из реестра) Фонд «Брод»", "в том числе филиалы:"]
    )
    def test_a_line_that_says_it_is_no_organisation_is_passed_over(
        self, inside: Ask, tmp_path: Path, told: str
    ) -> None:
        path = tmp_path / "список.csv"
        path.write_text("\n".join((HEADER, PIER, f"{told};;;;", STEP)), encoding="utf-8")
        assert [row["row"] for row in inside("import-providers", path, "--json").data["rows"]] == [2, 4]
        assert "Строка 3 пропущена" in inside("import-providers", path).out

    def test_what_is_lost_stands_apart_from_what_is_doubtful(self, inside: Ask, tmp_path: Path) -> None:
        path = tmp_path / "список.csv"
        lines = (
            "Наименование;Адрес;Мест;Мест муж.;Мест жен.",
            "ИП Петров П. П.;тот же;24 (м-18, ж-6);;",
            "Шаг;;много;;",
        )
        path.write_text("\n".join(lines), encoding="utf-8")
        told = inside("import-providers", path)
        assert told.status == 1
        lost = [line for line in told.out.splitlines() if line.startswith("Не внесено: строка")]
        doubtful = [line for line in told.out.splitlines() if line.startswith("Внесено, проверьте: строка")]
        shown = inside("import-providers", path, "--json").data
        assert len(lost) == len(shown["errors"]) == 1
        assert len(doubtful) == 1
        assert "«Адрес»" in doubtful[0]
        first = shown["rows"][0]
        assert [first[f"places_{whose}"] for whose in ("total", "men", "women")] == [24, 18, 6]
        assert first["address"] == "тот же"
        assert "Новая (строка 2): ИП Петров П. П.\n" in told.out


class TestVerify:
    @pytest.fixture
    def batch(self, tmp_path: Path) -> Path:
        path = tmp_path / "Пакет.zip"
        path.write_bytes(built())
        return path

    def test_with_the_key_and_without(self, ask: Ask, batch: Path, tmp_path: Path) -> None:
        key = tmp_path / "ключ больницы.pem"
        key.write_bytes(package.public_pem(KEY))
        assert ask("verify", batch, "--public-key", key, "--json").data == {"ok": True, "problems": [], "notes": []}
        told = ask("verify", batch, "--json")
        assert (told.status, told.data["ok"], told.data["problems"]) == (0, True, [])
        assert "не кто его сделал" in told.data["notes"][0]
        assert "не кто его сделал" in ask("verify", batch).out

    def test_another_s_key_is_the_answer_no(self, ask: Ask, batch: Path, tmp_path: Path) -> None:
        key = tmp_path / "чужой.pem"
        key.write_bytes(package.public_pem(OTHER_KEY))
        assert ask("verify", batch, "--public-key", key, "--json").status == 1

    @pytest.mark.parametrize("content", [None, b"", b"-----BEGIN NOTHING"])
    def test_a_key_that_cannot_be_read_is_no_verdict(
        self, ask: Ask, batch: Path, tmp_path: Path, content: bytes | None
    ) -> None:
        key = tmp_path / "ключ.pem"
        if content is not None:
            key.write_bytes(content)
        told = ask("verify", batch, "--public-key", key)
        assert (told.status, told.out) == (2, "")
        assert "ключ" in told.err.lower()
        assert "флеш" not in told.err

    def test_a_changed_batch(self, ask: Ask, batch: Path) -> None:
        batch.write_bytes(batch.read_bytes()[:-1] + b"?")
        told = ask("verify", batch)
        assert told.status == 1
        assert "байт" not in told.out


class TestExport:
    @pytest.fixture
    def register(self, tmp_path: Path, state: Path) -> Register:
        """Made in March 2023, so that its first quarter is over whatever day the computer has."""
        return factories.register(tmp_path / "Реестр кабинета", Clock(date(2023, 3, 16)))

    @pytest.mark.parametrize("period", ["1900", "2022", "2022-Q4", "2023-02"])
    def test_a_period_before_the_register_is_refused(self, inside: Ask, tmp_path: Path, period: str) -> None:
        out = tmp_path / "выгрузки"
        told = inside("export", "--recipient", "municipal", "--period", period, "--out", out)
        assert (told.status, out.exists()) == (2, False)
        assert "начинается с 16.03.2023" in told.err

    def test_what_is_over_is_written_and_verifies(self, inside: Ask, ask: Ask, tmp_path: Path) -> None:
        out = tmp_path / "выгрузки"
        told = inside("export", "--recipient", "municipal", "--period", "2023-Q1", "--out", out, "--json")
        assert told.status == 0, told.err
        assert {*told.data} == {"batch", "sha256", "risk"}
        assert "municipal" not in Path(told.data["batch"]).name
        assert sha256(Path(told.data["batch"])) == told.data["sha256"]
        assert ask("verify", told.data["batch"], "--json").data["ok"]

    def test_a_recipient_that_is_not_built_yet(self, inside: Ask, tmp_path: Path) -> None:
        told = inside("export", "--recipient", "public", "--period", "2023-Q1", "--out", tmp_path)
        assert told.status == 2
        assert "пока нет" in told.err


class TestUsage:
    @pytest.mark.parametrize(
        ("command", "said"),
        [
            ("export --register P --period 2026 --out P", "Не указано: --recipient."),
            ("export --register P --recipient мэру --period 2026 --out P", "--recipient: значение «мэру» не подходит"),
            ("check", "Не указано: --register."),
            ("demo", "Не указано: ПАПКА."),
            ("demo P --patients много", "--patients: нужно целое число, а не «много»."),
            ("demo P --patients 0", "от 1 до 100 000"),
            ("demo P --no-windows", "Лишнее в команде: --no-windows."),
            ("check --register", "После --register не хватает значения."),
            ("--register", "После --register не хватает значения."),
            ("check --json=да --register P", "У --json значения не бывает."),
            ("backup --register P --to P", "Команды «backup» в программе пока нет."),
            ("restore P --to P", "Команды «restore» в программе пока нет."),
            ("consolidate P --keys P --out P", "Команды «consolidate» в программе пока нет."),
            ("import-patients P --register P", "Команды «import-patients» в программе пока нет."),
            ("проверь", "Команды «проверь» нет."),
            ("--json", "Лишнее в команде: --json."),
            ("export --register P --recipient municipal --period вчера --out P", "Не получилось прочитать период"),
        ],
    )
    def test_what_is_wrong_is_named(self, ask: Ask, command: str, said: str) -> None:
        told = ask(*command.split())
        assert (told.status, told.out) == (2, "")
        assert said in told.err

    @pytest.mark.parametrize("command", [["--help"], ["help"], ["-h"], ["demo", "--help"], ["check", "-h"]])
    def test_help(self, ask: Ask, command: list[str]) -> None:
        told = ask(*command)
        assert (told.status, told.err) == (0, "")
        assert "main.py demo ПАПКА" in told.out

    def test_the_register_may_be_named_before_the_command(self, ask: Ask, register: Register) -> None:
        register.close()
        way_in = ["--register", str(register.folder), "--user", "zimin"]
        told = ask(*way_in, "check", "--password-stdin", "--json", said=factories.PASSWORD)
        assert (told.status, told.data["ok"]) == (0, True)

    def test_without_a_command_the_window_is_opened(self) -> None:
        opened: list[Path | None] = []

        def window(folder: Path | None) -> int:
            opened.append(folder)
            return 0

        assert cli.main([], window) == cli.main(["--register", "Реестр кабинета"], window) == 0
        assert opened == [None, Path("Реестр кабинета")]

    def test_a_folder_that_is_not_there_and_one_that_is_a_file(self, ask: Ask, tmp_path: Path) -> None:
        told = ask("check", "--register", tmp_path / "нет", "--password-stdin")
        assert told.status == 2
        assert "такой папки нет" in told.err
        (tmp_path / "файл").write_bytes(b"")
        told = ask("check", "--register", tmp_path / "файл", "--password-stdin")
        assert "файл, а не папка" in told.err
        told = ask("demo", tmp_path / "файл", "--no-window")
        assert told.status == 2
        assert "файл, а не папка" in told.err
        assert "флеш" not in told.err

    @pytest.mark.parametrize(
        "typed", ["З-2026-0001", "з-2026-0001", "3-2026-0001", "p-2026-0001", "З–2026–0001", " з 2026 1 ", "2026-1"]
    )
    def test_a_number_is_found_as_it_is_typed(
        self, register: Register, inside: Ask, tmp_path: Path, typed: str
    ) -> None:
        with factories.opened_again(register, Clock()) as opened:
            assert submitted(opened) == "З-2026-0001"
        assert inside("print", typed, "--out", tmp_path / "заявка.pdf").status == 0
        told = inside("print", "З-2026-0002", "--out", tmp_path / "другая.pdf")
        assert (told.status, (tmp_path / "другая.pdf").exists()) == (2, False)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals of POSIX")
class TestWhenTheWorldFails:
    """One Russian sentence and no English trace, whatever happens around the program."""

    def told(self, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-c", f"exec '{sys.executable}' main.py {line}"],
            cwd=ROOT,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=100,
        )

    @pytest.mark.parametrize("line", ["--help >/dev/full", "--help >&-"])
    def test_an_answer_that_cannot_be_given(self, line: str) -> None:
        done = self.told(line)
        assert done.returncode == 2
        assert done.stderr.startswith("Сделанное осталось в силе, но ответ вывести некуда")
        assert len(done.stderr.splitlines()) == 1

    def test_a_reader_that_has_left(self) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            [sys.executable, "main.py", "--help"], cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, timeout=100
        )
        os.close(writing)
        assert done.returncode == 2
        assert "ответ вывести некуда" in done.stderr.decode()
        assert len(done.stderr.splitlines()) == 1

    def test_no_standard_input(self, register: Register) -> None:
        register.close()
        done = self.told(f"check --register '{register.folder}' --password-stdin <&-")
        assert done.returncode == 2
        assert done.stderr.startswith("Не указан пароль.")
        assert len(done.stderr.splitlines()) == 1

    def test_an_argument_that_is_no_utf_8(self) -> None:
        done = subprocess.run(
            [sys.executable.encode(), b"main.py", b"verify", b"\xcf\xe0\xea\xe5\xf2.zip"],
            cwd=ROOT,
            capture_output=True,
            timeout=100,
        )
        assert done.returncode == 2
        assert "записано не в UTF-8" in done.stderr.decode()
        assert len(done.stderr.splitlines()) == 1


def test_a_bug_is_a_sentence_without_what_was_typed(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_arguments: object) -> NoReturn:
        raise KeyError("Воробьёв Илья Петрович")

    monkeypatch.setitem(commands.COMMANDS, "selftest", broken)
    told = ask("selftest")
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith("Ошибка в самой программе: KeyError (test_cli.py, строка ")
    assert "Воробьёв" not in told.err
    assert len(told.err.splitlines()) == 1


def test_an_empty_standard_input_is_no_wrong_password(ask: Ask, register: Register) -> None:
    register.close()
    way_in = ("check", "--register", register.folder, "--password-stdin")
    told = ask(*way_in)
    assert told.status == 2
    assert "Пароль не передан: стандартный ввод пуст" in told.err
    assert "не передан" not in ask(*way_in, said="\n").err


class TestDemo:
    def test_as_many_people_as_were_asked_for(self, ask: Ask, tmp_path: Path, state: Path) -> None:
        folder = tmp_path / "учебная папка"
        told = ask("demo", folder, "--patients", "1", "--no-window", "--json")
        assert told.status == 0, told.err
        assert {*told.data} == {"register", "user", "password", "pdf", "batch", "patients", "seconds"}
        assert told.data["patients"] == 1
        assert Path(told.data["pdf"][0]).read_bytes().startswith(b"%PDF-")
        assert ask("verify", told.data["batch"], "--json").data["ok"]
        again = ask("demo", folder, "--patients", "1", "--no-window")
        assert again.status == 2
        assert "уже лежат файлы реестра" in again.err
        assert Path(told.data["register"], "register.db").exists()
        assert Path(told.data["batch"]).exists()

    @pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C cannot be sent to one process there")
    def test_ctrl_c_leaves_nothing_half_made(self, tmp_path: Path, state: Path) -> None:
        folder = tmp_path / "учебная папка"
        command = [sys.executable, "main.py", "demo", str(folder), "--patients", "2000", "--no-window"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            until = time.monotonic() + 60
            while not (folder / "register" / "keys.json").exists() and time.monotonic() < until:
                time.sleep(0.05)
            time.sleep(1)
            running.send_signal(signal.SIGINT)
            out, err = running.communicate(timeout=60)
        assert (running.returncode, out) == (2, b"")
        assert err.decode().startswith("Прервано.")
        assert len(err.splitlines()) == 1
        register = folder / "register"
        left = {path.name for path in register.iterdir()} if register.exists() else set()
        assert left <= {"register.lock"}  # which hinders nobody
