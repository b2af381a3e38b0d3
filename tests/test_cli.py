"""The headless face on a register: what goes through pipes, and the answers about papers, damage and lists."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from narcdesk import applications, audit, documents, history, journal, patients, providers
from narcdesk.register import Register
from tests import factories
from tests.command_line import Ask, Told, run, sha256, submitted
from tests.factories import Clock


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

    def test_only_papers_of_the_same_application_are_replaced(
        self, number: str, inside: Ask, register: Register, clock: Clock, tmp_path: Path
    ) -> None:
        with factories.opened_again(register, clock) as opened:
            other = submitted(opened)
        out = tmp_path / "заявка.pdf"
        assert inside("print", number, "--out", out).status == 0
        first = out.read_bytes()
        told = inside("print", other, "--out", out)
        assert (told.status, told.out) == (2, "")
        assert f"не бумаги заявки № {other}" in told.err
        assert out.read_bytes() == first
        with factories.opened_again(register, clock) as opened:
            patients.amend(opened, applications.by_number(opened, number).patient_id, {"phone": "8 900 000-00-77"})
        assert inside("print", number, "--out", out).status == 0
        assert out.read_bytes() != first

    def test_a_foreign_pdf_stays(self, number: str, inside: Ask, tmp_path: Path) -> None:
        out = tmp_path / "паспорт.pdf"
        out.write_bytes(b"%PDF-1.7 a scan")
        assert inside("print", number, "--out", out).status == 2
        assert out.read_bytes() == b"%PDF-1.7 a scan"

    def test_the_last_figures_of_a_number_are_enough(self, number: str, inside: Ask, tmp_path: Path) -> None:
        out = tmp_path / "заявка.pdf"
        assert inside("print", str(int(number[-4:])), "--out", out).status == 0
        assert inside("print", "77", "--out", tmp_path / "другая.pdf").status == 2

    def test_the_history_of_the_card_shows_every_printing(
        self, number: str, inside: Ask, register: Register, clock: Clock, tmp_path: Path
    ) -> None:
        for name in ("первая.pdf", "вторая.pdf"):
            assert inside("print", number, "--out", tmp_path / name).status == 0
        with factories.opened_again(register, clock) as opened:
            patient_id = applications.by_number(opened, number).patient_id
            acts = [act.action for act in history.acts(opened, patient_id)]
            kept = len(documents.listing(opened, patient_id))
        assert acts.count(journal.ACTIONS["documents.prepare"]) == 2
        assert acts.count(journal.ACTIONS["documents.saved"]) == 2 * kept

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
        if not link.is_symlink():
            pytest.skip("Wine says that it has made a link, and has not")
        told = inside("print", number, "--out", link / "бумаги.pdf")
        assert told.status == 2
        assert "в папке реестра" in told.err


class TestCheck:
    def test_a_whole_register(self, inside: Ask) -> None:
        told = inside("check")
        assert (told.status, told.err) == (0, "")
        assert told.out == "Реестр цел: страницы, журнал (3 записи) и строки сходятся.\n"
        assert inside("check", "--json").data == {"ok": True, "problems": [], "audit_entries": 4, "notes": []}

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
        assert "поврежд" in told.data["problems"][0].lower()  # of a page that the way in needs, or of any other
        assert file.read_bytes() == bad
        assert audit.read_anchor(register.register_id) == anchor

    def test_without_the_mark_of_this_computer_it_says_so(self, inside: Ask, register: Register) -> None:
        audit.anchor_path(register.register_id).unlink()
        told = inside("check")
        assert told.status == 0
        assert "С отметкой этого компьютера не сверено" in told.out
        assert "не сверено" not in inside("check").out  # it was written anew
        audit.anchor_path(register.register_id).unlink()
        assert "С отметкой этого компьютера не сверено" in inside("check", "--json").data["notes"][0]

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

    def test_no_papers_are_made_of_it(self, number: str, inside: Ask, tmp_path: Path) -> None:
        told = inside("print", number, "--out", tmp_path / "заявка.pdf", "--json")
        assert (told.status, told.out) == (2, "")
        assert "Внимание: В журнале не хватает последних операций" in told.err
        assert "только для чтения" in told.err
        assert not (tmp_path / "заявка.pdf").exists()

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
        assert {*told.data} >= {"new", "changed", "gone", "unchanged", "errors", "applied", "rows"}

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
        lost = [line for line in told.out.splitlines() if line.startswith("Не будет внесено: строка")]
        doubtful = [line for line in told.out.splitlines() if line.startswith("Будет внесено, проверьте: строка")]
        shown = inside("import-providers", path, "--json").data
        assert len(lost) == len(shown["errors"]) == 1
        assert len(doubtful) == 1
        assert "«Адрес»" in doubtful[0]
        first = shown["rows"][0]
        assert [first[f"places_{whose}"] for whose in ("total", "men", "women")] == [24, 18, 6]
        assert first["address"] == "тот же"
        assert "Новая (строка 2): ИП Петров П. П.\n" in told.out

    def test_an_older_list_changes_nothing_that_is_known_from_later(
        self, take: Callable[..., Told], register: Register, clock: Clock
    ) -> None:
        def phones() -> object:
            with factories.opened_again(register, clock) as opened:
                return providers.find(opened)[0].value("phones")

        take(HEADER, PIER)
        older = PIER.replace("100-00-01", "100-00-09")
        told = take(HEADER, older, more=("--as-of", "01.02.2024", "--apply"))
        assert (told.status, told.data["changed"], told.data["as_of"]) == (0, 0, "2024-02-01")
        assert [note for note in told.data["notes"] if note.startswith("Старее, чем в реестре: не внесено (строка 2)")]
        assert phones() == ["+70001000001"]
        told = take(HEADER, older, more=("--as-of", "01.02.2024", "--over-newer", "--apply"))
        assert told.data["changed"] == 1
        assert phones() == ["+70001000009"]
        assert take(HEADER, PIER, more=("--as-of", "01.02.2199")).status == 2
        assert take(HEADER, PIER, more=("--as-of", "вчерашний день")).status == 2
