"""Making backups in every place of the plan, each with its record in the journal."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from narcdesk import backups, vault
from narcdesk.audit import AuditEntry
from narcdesk.backup_plan.rules import BackupMade, Why, plan
from narcdesk.backups import Facts, Remembered
from narcdesk.errors import UserError
from narcdesk.files import make_folder
from narcdesk.register import Register

Progress = Callable[[int, int], object]  # done, of how many


class NoPlace(UserError):
    """No place of the plan is there."""

    def __init__(self, missing: Sequence[Path]) -> None:
        places = ", ".join(f"«{folder}»" for folder in missing)
        super().__init__(
            f"Резервная копия не сделана: нет места {places}.",
            do="Вставьте носитель или назовите другую папку в настройках.",
        )
        self.missing = missing


@dataclass
class Made:
    """What came of making a backup: files that were proved, troubles in sentences, places that are not there."""

    paths: list[Path] = field(default_factory=list)
    troubles: list[UserError] = field(default_factory=list)
    missing: list[Path] = field(default_factory=list)
    thinned: list[Path] = field(default_factory=list)
    facts: Facts | None = None


def make(
    register: Register,
    why: Why = Why.HAND,
    *,
    folders: Sequence[Path] | None = None,
    progress: Progress = lambda done, of: None,
) -> Made:
    """Make a backup in every place of the plan, or in `folders`: written, read back, opened and counted.

    A place that fails or is not there does not keep the others from theirs. Raises NoPlace, and the trouble itself
    where no place has got its backup.
    """
    made, wanted = Made(), _places(register) if folders is None else list(folders)
    there = [folder for folder in wanted if folder.is_dir()]
    made.missing = [folder for folder in wanted if folder not in there]
    if not there:
        register.person.must("backups.make")
        raise NoPlace(made.missing)
    begun = begin(register, why, there)
    try:
        _copy(register, begun, made, progress)
    except BaseException as error:
        _failed(
            register,
            [one for one in begun if one.path not in made.paths],  # what was proved before stays good
            error if isinstance(error, UserError) else UserError("Копирование прервано.", do="Сделайте копию ещё раз."),
        )
        raise
    if not made.paths:
        raise made.troubles[0]
    return made


def _places(register: Register) -> list[Path]:
    now = plan(register)
    if now.on_this_disk:
        make_folder(now.folder)
    return now.folders


def begin(register: Register, why: Why, folders: Sequence[Path]) -> list[BackupMade]:
    """Journal that a backup is going to be made in each folder: it is in the backup itself then."""
    moment = register.now()
    with register.write("backups.make") as session:
        begun = []
        for folder in folders:
            name = backups.free_name(folder, register.register_id, moment).name
            seq = register.head.seq + 1
            begun.append(BackupMade(begun_at=moment, seq=seq, why=why, folder=str(folder), name=name))
        session.add_all(begun)
    return begun


def _copy(register: Register, begun: Sequence[BackupMade], made: Made, progress: Progress) -> None:
    shares = 1 + 2 * len(begun)  # the copying, and for each place the writing and the opening
    with backups.snapshot(register.unlocked, begun[0].begun_at, _share(progress, 0, shares)) as copy:
        made.facts = copy.manifest.facts
        _must_continue(register, copy.manifest.facts)
        for number, one in enumerate(begun):
            at = 1 + 2 * number
            steps = (_share(progress, at, shares), _share(progress, at + 1, shares))
            try:
                backups.write(copy, one.path, register.unlocked, *steps)
            except UserError as error:
                made.troubles.append(error)
                _failed(register, [one], error)
                continue
            made.paths.append(one.path)
            backups.remember(register.register_id, Remembered(one.path, one.begun_at, opened=True))
            made.thinned += backups.thin(one.path, register.register_id)


def _must_continue(register: Register, facts: Facts | None) -> None:
    """The journal of the copy ends with an entry of this register, as it stands here."""
    assert facts is not None  # it was opened and counted
    with register.read() as session:
        entry = session.get(AuditEntry, facts.head.seq)
        if entry is None or entry.mac != facts.head.mac:
            raise vault.Damaged("Журнал в резервной копии не тот, что в реестре.")


def _share(progress: Progress, number: int, of: int) -> Progress:
    """A step of one share of the whole, told as percent of all."""
    return lambda done, all_: progress(100 * (number * all_ + done) // (of * max(all_, 1)), 100)


def _failed(register: Register, begun: Sequence[BackupMade], error: UserError) -> None:
    # Closed meanwhile: what is neither remembered nor failed counts as not made.
    if not begun or not register.is_open:
        return
    with suppress(UserError), register.write("backups.fail") as session:
        for one in begun:
            kept = session.get_one(BackupMade, one.id)
            kept.trouble = kept.trouble or error.what[:400]
