"""A batch leaves once: counted, rounded, written, read back, journalled; and nothing of it when anything fails."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from narcdesk import journal, patients
from narcdesk.commission import export, ledger, package, recipient_keys, targets, unchanged, verification
from narcdesk.commission.batch import Batch, Target
from narcdesk.commission.cohorts import judging
from narcdesk.commission.risk import Revealed
from narcdesk.commission.tables import Cell
from narcdesk.dates import Period
from narcdesk.errors import Forbidden, UserError
from narcdesk.files import NotWritable, WrongPlace
from narcdesk.staff import Role
from tests import fuzzed_batches
from tests.commission_samples import RECIPIENT, built, signed_anew
from tests.counted_office import CANARY, NEXT_QUARTER, QUARTER, TODAY, Office, office, surnames

FIRST, SECOND = Period.parse(QUARTER), Period.parse(NEXT_QUARTER)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path / "реестр кабинета")
    yield made
    made.register.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "флеш-накопитель отдела"


def prepared(small: Office, period: Period = FIRST) -> Batch:
    return export.prepare(small.register, "municipal", period)


class TestPreparing:
    def test_exact_counts_stay_beside_what_would_leave(self, small: Office) -> None:
        before = small.register.head
        batch = prepared(small)
        assert batch.exact[Cell("observed_start")] == 12
        assert batch.release.counts[Cell("observed_start")] in (10, 15)
        assert all(value % 5 == 0 for value in batch.release.shown.values())
        assert [share.hidden for share in batch.release.shares] == ["small_base"] * 4
        assert batch.release.anchor == f"{before.seq}:{before.mac}"
        assert small.register.head == before  # nothing was written
        assert export.listing(small.register) == []

    def test_the_year_without_a_plan_takes_the_office_s_own(self, small: Office) -> None:
        assert {share.target for share in prepared(small).release.shares} == {None}
        own = {"sober": Target(25, "Постановление администрации района от 12.01.2026 № 5")}
        targets.plan(small.register, 2026, own)
        targets.plan(small.register, 2025, {"sober": Target(99, "Другой акт")})
        shares = prepared(small).release.shares
        assert [share.target for share in shares] == [None, None, None, own["sober"]]

    def test_a_patient_in_the_act_of_the_plan_stops_it(self, small: Office) -> None:
        """The act stands in the batch whoever is counted; so does the office's name."""
        card = patients.look(small.register, 1)
        act = f"Постановление: {card.surname} {card.given}"
        targets.plan(small.register, 2026, {"sober": Target(25, act)})
        with pytest.raises(Revealed, match=r"акт плана\..*запишите с инициалами") as told:
            prepared(small)
        assert card.surname not in str(told.value)

    def test_who_may(self, small: Office) -> None:
        small.register.person.role = Role.NURSE.value
        with pytest.raises(Forbidden):
            prepared(small)
        small.register.person.role = Role.DOCTOR.value
        batch = prepared(small)  # may look at it
        with pytest.raises(Forbidden):
            export.send(small.register, batch, small.register.folder.parent)

    @pytest.mark.parametrize("period", ["2026-Q3", "2026", "2026-07"])
    def test_a_period_that_is_not_over_is_refused(self, small: Office, period: str) -> None:
        with pytest.raises(UserError, match="ещё не закончился"):
            prepared(small, Period.parse(period))


class TestSending:
    def test_the_file_lies_there_whole_and_is_remembered(self, small: Office, stick: Path) -> None:
        batch = prepared(small)
        exported = export.send(small.register, batch, stick)
        assert exported.path == stick / f"Выгрузка 2026-Q1 муниципальная комиссия {batch.release.batch_id[:8]}.zip"
        data = exported.path.read_bytes()
        assert package.sha256(data) == exported.sha256
        assert [path.name for path in stick.iterdir()] == [exported.path.name]  # no unfinished file beside it
        found = verification.verify(exported.path)
        assert (found.problems, found.fingerprint) == ([], export.fingerprint(small.register))
        (sent,) = export.listing(small.register)
        assert (sent.period, sent.recipient, sent.made_on, sent.made_by) == ("2026-Q1", "municipal", TODAY, 1)
        assert (sent.file_sha256, sent.batch_id) == (exported.sha256, batch.release.batch_id)
        assert journal.listing(small.register, journal.Wanted())[0].action == "Записана выгрузка для комиссии"
        assert journal.check(small.register).problems == ()

    def test_no_name_stands_in_any_byte_of_it(self, small: Office, stick: Path) -> None:
        assert len(surnames(small.register)) == 26
        data = export.send(small.register, prepared(small), stick).path.read_bytes()
        for spelled in (CANARY, *small.ids):  # every surname begins so; given names are the nicknames
            for form in (spelled.encode(encoding) for encoding in ("utf-8", "utf-16-le", "cp1251")):
                assert len(form) < 6 or form not in data, spelled  # five bytes stand there by chance

    def test_one_batch_leaves_once(self, small: Office, stick: Path) -> None:
        batch = prepared(small)
        first = export.send(small.register, batch, stick)
        data = first.path.read_bytes()
        with pytest.raises(UserError, match="уже выгружен"):
            export.send(small.register, batch, stick)
        assert first.path.read_bytes() == data
        assert len(export.listing(small.register)) == 1

    def test_the_same_period_again_shows_the_same_numbers(self, small: Office, stick: Path) -> None:
        first = prepared(small)
        export.send(small.register, first, stick)
        small.come("новенький")
        small.observe("опоздавший", None, date(2026, 3, 1))  # found out later: the exact count grows
        again = prepared(small)
        assert again.exact[Cell("observed_end")] == first.exact[Cell("observed_end")] + 1
        assert again.release.counts == first.release.counts
        assert again.release.batch_id != first.release.batch_id
        export.send(small.register, again, stick)
        assert len(export.listing(small.register)) == 2

    def test_two_quarters_in_a_row_agree(self, small: Office, stick: Path) -> None:
        first = prepared(small)
        export.send(small.register, first, stick)
        second = prepared(small, SECOND)
        starts = [cell for cell in second.release.counts if cell.measure == "observed_start"]
        assert len(starts) > 10
        for start in starts:
            assert second.release.counts[start] == first.release.counts[Cell("observed_end", start.at)]
        assert export.send(small.register, second, stick).risk["ledger"].endswith(f"{len(second.rounded.kept)}.")
        assert len(second.rounded.kept) >= len(starts)

    @pytest.mark.parametrize(
        ("sent", "refused"), [("2025-Q4", "2025"), ("2025", "2025-Q4"), ("2026-Q1", "2026-02"), ("2026-02", "2026-Q1")]
    )
    def test_a_period_that_shares_days_with_one_that_left_is_refused(
        self, small: Office, stick: Path, sent: str, refused: str
    ) -> None:
        export.export(small.register, "municipal", Period.parse(sent), stick)
        with pytest.raises(UserError, match="пересекается"):
            prepared(small, Period.parse(refused))


class TestWaiting:
    """Between its preparation and its leaving a batch lies on the screen, and others work."""

    def test_what_changes_the_register_ages_it_and_what_does_not_does_not(self, small: Office, stick: Path) -> None:
        register, first = small.register, prepared(small)
        patients.look(register, 1)
        recipient_keys.keep(register, "regional", RECIPIENT)
        with pytest.raises(NotWritable), register.write("commission.fail"):
            raise NotWritable("x")
        with register.read() as session:
            unchanged.must_be(session, first.release.anchor)
            seq = first.release.anchor.partition(":")[0]
            for anchor in ("", f"{seq}:{'0' * 64}", f"999999:{'5e' * 32}"):  # of another register, or of none
                with pytest.raises(ledger.Stale):
                    unchanged.must_be(session, anchor)
        small.come("новенький")
        with pytest.raises(ledger.Stale, match=r"Реестр изменился с тех пор, как выгрузка подготовлена\."):
            export.send(register, first, stick)
        assert journal.listing(register, journal.Wanted())[0].action != "Не удалось записать выгрузку для комиссии"
        assert (export.listing(register), list(stick.glob("*"))) == ([], [])

    def test_another_that_has_left_ages_it(self, small: Office, stick: Path) -> None:
        """Of a year and its quarter, both prepared before either left, one leaves; nor does a number ever change."""
        register, quarter = small.register, prepared(small, Period.parse("2025-Q4"))
        year = export.export(register, "municipal", Period.parse("2025"), stick)
        with pytest.raises(ledger.Stale):
            export.send(register, quarter, stick)
        of_now = replace(quarter, release=replace(quarter.release, anchor=register.head.text))
        with pytest.raises(UserError, match="пересекается"):
            export.send(register, of_now, stick)
        assert list(stick.iterdir()) == [year.path]
        with register.read() as session:
            cell, told = next(iter(ledger.published(session).items()))
        facts = {"recipient": "public", "period": "2025", "made_on": TODAY, "made_by": 1, "policy_sha256": ""}
        record = ledger.SentBatch(batch_id="a" * 32, file_name="", file_sha256="", **facts)  # type: ignore[arg-type]
        with pytest.raises(ledger.Stale), register.write("commission.export") as session:
            ledger.remember(session, record, {cell: {base: value + 5 for base, value in told.items()}})


class TestFailing:
    def test_what_cannot_be_journalled_does_not_stay_on_the_medium(self, small: Office, stick: Path) -> None:
        batch = prepared(small)
        with small.register._opened.writing.begin() as connection:
            connection.exec_driver_sql(
                "CREATE TRIGGER refuse BEFORE INSERT ON published_cells BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        before = small.register.head
        with pytest.raises(Exception, match="no"):
            export.send(small.register, batch, stick)
        assert list(stick.iterdir()) == []
        assert small.register.head == before
        assert export.listing(small.register) == []
        with small.register._opened.writing.begin() as connection:
            connection.exec_driver_sql("DROP TRIGGER refuse")
        assert export.send(small.register, batch, stick).path.exists()

    def test_whatever_a_stranger_left_on_the_medium_the_batch_leaves(
        self, small: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        batch = prepared(small)
        stick.mkdir()
        parts = dict(fuzzed_batches.sound())
        (stick / "Выгрузка 1.zip").write_bytes(signed_anew({**parts, "cases.csv": parts["cases.csv"] + b"\r\n"}))
        (stick / "Выгрузка 2.zip").write_bytes(b"PK")
        export.attacked(small.register, batch)
        monkeypatch.setattr(judging, "judge", None)  # not even read
        assert export.send(small.register, batch, stick).path.exists()

    def test_a_medium_that_is_no_folder_is_told_and_nothing_is_remembered(self, small: Office, stick: Path) -> None:
        stick.write_text("это файл", encoding="utf-8")
        for folder in (stick, stick / "выгрузки"):
            with pytest.raises(UserError, match="Выгрузка 2026-Q1"):
                export.send(small.register, prepared(small), folder)
        assert stick.read_text(encoding="utf-8") == "это файл"
        assert export.listing(small.register) == []

    def test_a_folder_under_the_name_of_the_file_is_told(self, small: Office, stick: Path) -> None:
        batch = prepared(small)
        (stick / package.file_name(batch.release)).mkdir(parents=True)
        with pytest.raises((WrongPlace, NotWritable)):
            export.send(small.register, batch, stick)
        assert export.listing(small.register) == []

    def test_a_closed_register_sends_nothing(self, small: Office, stick: Path) -> None:
        batch = prepared(small)
        small.register.close()
        with pytest.raises(RuntimeError, match="closed"):
            export.send(small.register, batch, stick)
        assert not stick.exists() or list(stick.iterdir()) == []


class TestChoosing:
    def test_the_last_closed_quarters_and_years_are_offered(self, small: Office) -> None:
        offers = export.offered(small.register, "municipal")
        assert [offer.period.code for offer in offers] == [
            "2026-Q2",
            "2026-Q1",
            "2025-Q4",
            "2025",
            "2025-Q3",
            "2025-Q2",
            "2025-Q1",
            "2024",
            "2023",
        ]
        assert {(offer.sent_on, offer.refusal) for offer in offers} == {(None, "")}

    def test_what_has_left_is_told_and_what_overlaps_is_refused(self, small: Office, stick: Path) -> None:
        export.export(small.register, "municipal", Period.parse("2025-Q4"), stick)
        offers = {offer.period.code: offer for offer in export.offered(small.register, "municipal")}
        assert (offers["2025-Q4"].sent_on, offers["2025-Q4"].refusal) == (TODAY, "")
        assert offers["2025"].sent_on is None
        assert "пересекается" in offers["2025"].refusal
        assert {code for code, offer in offers.items() if offer.refusal} == {"2025"}

    def test_on_the_first_day_after_a_quarter_it_is_offered(self, small: Office) -> None:
        small.clock.go(date(2026, 9, 30))
        assert export.offered(small.register, "municipal")[0].period.code == "2026-Q2"
        small.clock.go(date(2026, 10, 1))
        assert export.offered(small.register, "municipal")[0].period.code == "2026-Q3"


class TestCheckingAFile:
    def test_our_own_batch(self, small: Office, stick: Path) -> None:
        exported = export.export(small.register, "municipal", FIRST, stick)
        found = export.check_file(small.register, exported.path)
        assert found.verification.ok
        assert found.is_ours
        assert found.sent is not None
        assert found.sent.file_sha256 == exported.sha256

    def test_another_office_s_batch_and_a_damaged_one(self, small: Office, tmp_path: Path) -> None:
        foreign = tmp_path / "пакет соседей.zip"
        foreign.write_bytes(built())
        found = export.check_file(small.register, foreign)
        assert found.verification.ok
        assert (found.is_ours, found.sent) == (False, None)
        damaged = tmp_path / "повреждённый пакет.zip"
        damaged.write_bytes(built()[:-1] + b"?")
        found = export.check_file(small.register, damaged)
        assert not found.verification.ok
        assert (found.is_ours, found.sent) == (False, None)

    def test_a_file_that_is_gone_is_told(self, small: Office, stick: Path) -> None:
        with pytest.raises(UserError, match="не найден"):
            export.check_file(small.register, stick / "пакет.zip")
