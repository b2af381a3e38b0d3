"""The office's backups: where, when, journalled; how old the last one is; before a migration."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from narcdesk import backup_plan, backups, journal, migrations, vault
from narcdesk.audit import AuditEntry
from narcdesk.backup_plan import NoPlace, Why
from narcdesk.backups import recall
from narcdesk.errors import Forbidden, Invalid, UserError
from narcdesk.places import backups_dir
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.factories import DAY, PASSWORD, Clock
from tests.faults import schemas
from tests.faults.desk import Volumes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Копии (диск D)"
    made.mkdir()
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "Флешка"


@pytest.fixture
def planned(register: Register, folder: Path, stick: Path) -> Register:
    """A register with a plan and something worth keeping."""
    backup_plan.amend(register, {"folder": str(folder), "stick": str(stick)})
    factories.patient(register)
    return register


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def actions(register: Register) -> list[str]:
    with register.read() as session:
        return list(session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.seq)))


class TestPlan:
    def test_before_anybody_decides_it_is_this_computer_once_a_day_and_at_the_exit(self, register: Register) -> None:
        found = backup_plan.plan(register)
        assert (found.folder, found.stick, found.on_this_disk) == (backups_dir(), None, True)
        assert (found.every, found.at_exit) == (timedelta(hours=24), True)

    def test_it_is_kept_in_the_register_and_journalled(self, planned: Register, folder: Path, stick: Path) -> None:
        found = backup_plan.plan(planned)
        assert (found.folders, found.on_this_disk) == ([folder, stick], False)
        assert actions(planned)[-2:] == ["backups.plan", "patients.enter"]
        backup_plan.amend(planned, {"folder": "", "stick": "", "every_hours": "4", "at_exit": False})
        found = backup_plan.plan(planned)
        assert (found.folder, found.stick, found.every, found.at_exit) == (
            backups_dir(),
            None,
            timedelta(hours=4),
            False,
        )

    @pytest.mark.parametrize("typed", [{"every_hours": "0"}, {"every_hours": "2000"}, {"folder": "копии"}])
    def test_what_cannot_be_a_plan(self, register: Register, typed: dict[str, str]) -> None:
        with pytest.raises(Invalid):
            backup_plan.amend(register, typed)

    def test_the_folder_of_the_register_itself_is_no_place(self, register: Register) -> None:
        for place in (register.folder, register.folder / "копии"):
            with pytest.raises(Invalid, match="папка самого реестра"):
                backup_plan.amend(register, {"folder": str(place)})

    def test_who_may(self, register: Register, clock: Clock) -> None:
        with factories.signed_in(register, Role.NURSE, clock) as nurse:
            with pytest.raises(Forbidden):
                backup_plan.amend(nurse, {"every_hours": "4"})
            with pytest.raises(Forbidden):
                backup_plan.listing(nurse)
            assert backup_plan.make(nurse).paths  # but everybody's work is kept

    def test_a_training_register_makes_none_of_its_own_accord(
        self, tmp_path: Path, state: Path, clock: Clock, folder: Path
    ) -> None:
        register = factories.register(tmp_path / "учёба", clock, training=True)
        try:
            factories.patient(register)
            clock.moment += timedelta(days=9)
            found = backup_plan.standing(register)
            assert (found.is_due, found.is_late, backup_plan.plan(register).at_exit) == (False, False, False)
            backup_plan.amend(register, {"folder": str(folder)})
            assert backup_plan.standing(register).is_late
        finally:
            register.close()


class TestMaking:
    def test_it_lies_in_the_place_with_its_own_record_in_it(self, planned: Register, folder: Path) -> None:
        made = backup_plan.make(planned)
        assert files(folder) == [made.paths[0].name]
        assert made.facts is not None
        assert made.facts.head == planned.head  # nothing was written behind its back
        assert actions(planned)[-1] == "backups.make"

    def test_a_stick_that_is_not_in_is_no_error(self, planned: Register, stick: Path) -> None:
        made = backup_plan.make(planned, Why.EXIT)
        assert (len(made.paths), made.missing, made.troubles) == (1, [stick], [])
        assert not stick.exists()

    def test_with_the_stick_in_it_goes_to_both(self, planned: Register, folder: Path, stick: Path) -> None:
        stick.mkdir()
        made = backup_plan.make(planned)
        assert files(folder) == files(stick)
        assert len(made.paths) == 2

    def test_where_no_place_is_there_it_says_so_and_writes_nothing(
        self, planned: Register, folder: Path, stick: Path
    ) -> None:
        folder.rmdir()
        head = planned.head
        with pytest.raises(NoPlace) as told:
            backup_plan.make(planned)
        assert told.value.missing == [folder, stick]
        assert planned.head == head

    def test_one_place_that_fails_does_not_keep_the_other_from_its_backup(
        self, planned: Register, folder: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stick.mkdir()
        fill(monkeypatch, stick)
        made = backup_plan.make(planned)
        assert [path.parent for path in made.paths] == [folder]
        assert files(stick) == []
        assert "МБ" in made.troubles[0].what
        assert actions(planned)[-2:] == ["backups.make", "backups.fail"]
        failed = backup_plan.history(planned)[0]
        assert (failed.folder, "Не хватает места" in failed.trouble) == (str(stick), True)

    def test_a_failure_is_told_and_journalled_and_does_not_count(
        self, planned: Register, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fill(monkeypatch, folder)
        with pytest.raises(UserError, match="МБ"):
            backup_plan.make(planned)
        assert files(folder) == []
        assert actions(planned)[-2:] == ["backups.make", "backups.fail"]
        assert backup_plan.standing(planned).last is None

    def test_who_cancels_leaves_nothing_and_the_journal_says_so(self, planned: Register, folder: Path) -> None:
        def progress(done: int, of: int) -> None:
            assert of == 100
            if done > 40:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            backup_plan.make(planned, progress=progress)
        assert files(folder) == []
        assert backup_plan.history(planned)[0].trouble == "Копирование прервано."

    def test_who_cancels_in_the_second_place_keeps_the_backup_of_the_first(
        self, planned: Register, folder: Path, stick: Path
    ) -> None:
        stick.mkdir()

        def progress(done: int, _of: int) -> None:
            if done > 65:  # of a hundred: twenty to copy, forty for each place
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            backup_plan.make(planned, progress=progress)
        assert (len(files(folder)), files(stick)) == (1, [])
        found = {one.folder: one.trouble for one in backup_plan.history(planned)}
        assert found == {str(folder): "", str(stick): "Копирование прервано."}

    def test_progress_goes_up_to_the_whole(self, planned: Register, stick: Path) -> None:
        stick.mkdir()
        steps: list[int] = []
        backup_plan.make(planned, progress=lambda done, of: steps.append(done))
        assert steps == sorted(steps)
        assert steps[-1] == 100

    def test_a_doubted_register_is_not_backed_up_over_good_ones(self, planned: Register, folder: Path) -> None:
        planned.findings.append("Журнал не сходится.")
        with pytest.raises(UserError):
            backup_plan.make(planned)
        assert files(folder) == []

    def test_the_journal_tells_of_it_in_russian(self, planned: Register) -> None:
        backup_plan.make(planned)
        entry = journal.listing(planned, journal.Wanted())[0]
        assert entry.action == "Начата резервная копия"
        assert [line.what for line in journal.touched(planned, entry.seq)] == ["резервная копия"]

    def test_places_are_thinned(self, planned: Register, clock: Clock, folder: Path) -> None:
        for _ in range(20):
            clock.moment += timedelta(days=1)
            backup_plan.make(planned)
        left = [one.manifest.made_at for one in backup_plan.listing(planned) if one.manifest]
        assert len(left) == len(files(folder)) < 20
        assert backups.staying(left) == set(left)


def fill(monkeypatch: pytest.MonkeyPatch, full: Path) -> None:
    """As if the disk of a folder had a hundred bytes left."""
    real = shutil.disk_usage

    def usage(path: Path) -> object:
        found = real(path)
        return found._replace(free=100) if Path(path) == full else found

    monkeypatch.setattr(shutil, "disk_usage", usage)


class TestAge:
    def test_none_yet(self, planned: Register) -> None:
        found = backup_plan.standing(planned)
        assert (found.last, found.is_due, found.is_late, found.said) == (None, True, False, "Копий нет")

    def test_a_new_register_needs_none(self, register: Register) -> None:
        assert not backup_plan.standing(register).is_due

    def test_it_is_said_as_people_say_it(self, planned: Register, clock: Clock) -> None:
        backup_plan.make(planned)
        for hours, said in ((1, "сегодня в 09:00"), (24, "вчера в 09:00"), (72, "3 дня назад")):
            clock.moment = factories.Clock(DAY).moment + timedelta(hours=hours)
            assert backup_plan.standing(planned).said == f"Копия: {said}"

    def test_it_is_due_when_something_was_done_and_the_time_is_up(self, planned: Register, clock: Clock) -> None:
        backup_plan.make(planned)
        clock.moment += timedelta(hours=30)
        assert not backup_plan.standing(planned).is_due  # nobody has worked since
        factories.patient(planned, given="Анна", sex="f", snils="", policy_number="")
        assert backup_plan.standing(planned).is_due
        clock.moment -= timedelta(hours=10)
        assert not backup_plan.standing(planned).is_due
        assert backup_plan.standing(planned).unsaved_since  # at the exit it would be made all the same

    def test_it_is_late_when_work_lies_in_no_backup_for_longer_than_the_plan(
        self, planned: Register, clock: Clock, folder: Path
    ) -> None:
        backup_plan.make(planned)
        clock.moment += timedelta(days=3)  # a long weekend
        factories.patient(planned, given="Анна", sex="f", snils="", policy_number="")
        found = backup_plan.standing(planned)
        assert (found.is_due, found.is_late, found.unsaved_since) == (True, False, clock.moment)
        clock.moment += timedelta(hours=24)
        assert backup_plan.standing(planned).is_late
        backup_plan.make(planned)
        assert not backup_plan.standing(planned).is_late

    def test_a_clock_put_back_makes_one_due(self, planned: Register, clock: Clock) -> None:
        backup_plan.make(planned)
        factories.patient(planned, given="Анна", sex="f", snils="", policy_number="")
        clock.moment -= timedelta(days=30)
        found = backup_plan.standing(planned)
        assert found.is_due
        assert "часы компьютера отстают" in found.said

    def test_signing_in_is_no_work(self, planned: Register, clock: Clock) -> None:
        backup_plan.make(planned)
        with factories.opened_again(planned, clock) as opened:
            assert backup_plan.standing(opened).unsaved_since is None

    def test_one_that_was_killed_half_way_does_not_count(self, planned: Register, clock: Clock) -> None:
        made = backup_plan.make(planned)
        clock.moment += timedelta(hours=1)
        backup_plan.begin(planned, Why.PLAN, [made.paths[0].parent])  # and then the power went
        clock.moment += timedelta(days=3)
        found = backup_plan.standing(planned)
        assert found.last is not None
        assert found.last.path == made.paths[0]

    def test_on_another_computer_the_register_knows(
        self, planned: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
    ) -> None:
        made = backup_plan.make(planned)
        monkeypatch.setenv("NARCDESK_STATE", str(tmp_path / "другой компьютер"))
        with factories.opened_again(planned, clock) as opened:
            found = backup_plan.standing(opened)
            assert found.last is not None
            assert (found.last.path, found.is_due) == (made.paths[0], False)

    def test_before_anybody_signs_in_the_computer_knows(self, planned: Register) -> None:
        made = backup_plan.make(planned)
        remembered = recall(planned.register_id)
        assert remembered is not None
        assert (remembered.path, remembered.opened) == (made.paths[0], True)

    @pytest.mark.parametrize("spoilt", ["", "{}", "[]", '{"made_at": "вчера"}', '{"made_at": "2026-01-01"}'])
    def test_a_spoilt_memory_is_none(self, planned: Register, state: Path, spoilt: str) -> None:
        backup_plan.make(planned)
        (state / "backups" / f"{planned.register_id}.json").write_text(spoilt, encoding="utf-8")
        assert recall(planned.register_id) is None
        assert backup_plan.standing(planned).last is not None

    def test_a_restored_register_knows_the_backup_it_came_from(
        self, planned: Register, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = backup_plan.make(planned).paths[0]
        planned.close()
        folder = tmp_path / "снова"
        restored = backups.restore(made, folder, backups.by_password("zimin", PASSWORD))
        assert restored.missing == ""
        opened = Register.open(folder, "zimin", PASSWORD, clock=clock)
        try:
            assert opened.findings == []  # on the same computer: nothing is missing
            found = backup_plan.standing(opened)
            assert found.last is not None
            assert found.last.path == made
        finally:
            opened.close()


class TestListing:
    def test_what_lies_there_is_listed_with_what_is_damaged(self, planned: Register, clock: Clock) -> None:
        first = backup_plan.make(planned).paths[0]
        clock.moment += timedelta(hours=1)
        second = backup_plan.make(planned).paths[0]
        first.write_bytes(first.read_bytes()[:-9])
        found = backup_plan.listing(planned)
        assert [one.path for one in found] == [second, first]
        assert found[0].manifest is not None
        assert found[0].manifest.facts is not None
        assert "повреждена" in found[1].trouble
        assert backup_plan.check(planned, second) == found[0].manifest
        with pytest.raises(backups.BackupDamaged):
            backup_plan.check(planned, first)


class TestBeforeMigration:
    @pytest.fixture
    def older(self, tmp_path: Path, state: Path) -> Path:
        """A register of the first schema."""
        volumes = Volumes(tmp_path / "прежняя программа")
        schemas.build("0001", volumes)
        return volumes.data

    def test_a_backup_is_made_and_the_old_schema_is_in_it(self, older: Path, clock: Clock) -> None:
        opened = Register.open(older, "zimin", PASSWORD, clock=clock)
        register_id = opened.register_id
        opened.close()
        (made,), _ = backups.listing(backups_dir(), register_id)
        assert made.manifest.facts is not None
        assert made.manifest.facts.schema == "0001"
        assert made.manifest.facts.head.seq == opened.head.seq - 1  # the sign-in came after

    def test_where_it_cannot_be_made_nothing_is_changed(
        self, older: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        backups_dir().mkdir(parents=True)
        fill(monkeypatch, backups_dir())
        with pytest.raises(UserError, match="копия перед этим не получилась") as told:
            Register.open(older, "zimin", PASSWORD, clock=clock)
        assert told.value.lost == "Реестр не изменён."
        with vault.unlock(older, "zimin", PASSWORD) as opened:
            assert migrations.is_behind(opened.reading)

    def test_an_everyday_opening_makes_none(self, register: Register) -> None:
        assert not backups_dir().exists()
