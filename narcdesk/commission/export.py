"""The batch leaves: shown first, then written to the medium, read back, and journalled in one act.

What leaves is made of `Batch.release` alone, attacked before it may go
(`attacks`), and remembered cell by cell (`ledger`), so that no later batch can be subtracted from it.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.commission import (
    advising,
    attacks,
    confirming,
    counting,
    ledger,
    package,
    periods,
    policy,
    recipient_keys,
    sealing,
    targets,
    tightening,
    unchanged,
    verification,
)
from narcdesk.commission.batch import Batch, assemble
from narcdesk.commission.ledger import SentBatch, Stale
from narcdesk.commission.periods import check_period
from narcdesk.commission.policy import Policy
from narcdesk.commission.protection import Progress
from narcdesk.commission.risk import Guessed, Revealed, holding
from narcdesk.commission.rounding import LedgerDisagrees
from narcdesk.commission.tables import Cell
from narcdesk.commission.verification import Verification
from narcdesk.dates import Period
from narcdesk.errors import UserError
from narcdesk.files import company, trouble
from narcdesk.office import requisites
from narcdesk.register import Register
from narcdesk.staff import Person


@dataclass(frozen=True)
class Exported:
    """A batch on the medium: the file, its hash for the paper letter, and what an outsider could work out.

    `beside`: names of whatever else lies in the folder, for who hands the stick over.
    """

    path: Path
    sha256: str
    risk: dict[str, str]
    beside: list[str]
    batch_id: str = ""
    sealed_to: str = ""  # the fingerprint of the key that opens it, where it left encrypted


def prepare(register: Register, recipient: str, period: Period, *, progress: Progress = lambda done, of: None) -> Batch:
    """Count, protect and attack: what would leave, for the screen. Nothing is written yet; raises risk.Revealed.

    All tables of the catalogue are counted, for others may have been shown what this recipient does not get. What
    `progress` raises ends the work.
    """
    register.person.must("commission.preview")
    must_be_whole(register)
    with register.read() as session:
        rules = tightening.in_force(session, recipient, register.today())
        check_period(period, register.today(), counting.first_day(session), _earlier(session))
        counts = counting.count(session, rules.widest, period)
        office, told = requisites(session).short_name, ledger.published(session)
        own = targets.kept(session, period.start.year)
        anchor = register.head.text  # of what was counted: others may work while it is protected

    def make(may_be_exact: bool) -> Batch:
        return assemble(
            rules,
            period,
            counts,
            office=office,
            ledger=told,
            targets=own,
            anchor=anchor,
            may_be_exact=may_be_exact,
            progress=progress,
        )

    try:
        return holding(make, lambda batch: attacked(register, batch, progress))
    except LedgerDisagrees as error:
        do = _instead(register, rules, period, (), progress)
        raise LedgerDisagrees(error.what, lost="Ничего не записано.", do=do) from error
    except Guessed as error:
        do = _instead(register, rules, period, error.cells, progress)
        raise Revealed(error.what, lost="Ничего не записано.", do=do) from error


def _instead(
    register: Register,
    rules: Policy,
    period: Period,
    cells: Collection[Cell],
    progress: Progress = lambda done, of: None,
) -> str:
    """What still can be sent where a batch of this period was stopped, in sentences: tried, not guessed."""
    today = register.today()
    with register.read() as session:
        first, earlier = counting.first_day(session), _earlier(session)
        longer = [one for one in periods.longer(period) if not _refusal(one, today, first, earlier)]
        stopped = advising.Stopped(
            policy=rules,
            period=period,
            cells=cells,
            counts={one: counting.count(session, rules.widest, one) for one in (period, *longer)},
            longer=longer,
            office=requisites(session).short_name,
            ledger=ledger.published(session),
        )
    return advising.instead(stopped, progress)


def attacked(register: Register, batch: Batch, progress: Progress = lambda done, of: None) -> dict[str, str]:
    """The risk report: every attack on the file that this batch makes, with what came of it; raises risk.Revealed.

    A batch never changes, so its file is made and attacked once. What `progress` raises ends the work.
    """
    register.person.must("commission.preview")
    if batch not in _ATTACKED:
        file = package.build(batch, register.batch_key())
        _ATTACKED[batch] = attacks.withstood(register, file, batch, progress)
    return dict(_ATTACKED[batch])


_ATTACKED: "WeakKeyDictionary[Batch, dict[str, str]]" = WeakKeyDictionary()


def must_be_whole(register: Register) -> None:
    """An older copy has forgotten what left since: its batch could be subtracted from the one that was sent."""
    if register.findings:
        raise UserError(
            "Выгрузка остановлена: при открытии реестра найдено неладное. " + " ".join(register.findings),
            lost="Ничего не записано.",
            do="Верните на место последнюю копию реестра; если её нет, заведующий решит, работать ли с этой.",
        )


@dataclass(frozen=True)
class Leaving:
    """A finished batch of whatever kind: the bytes that leave, and what the journal of anonymisation keeps of them."""

    batch_id: str
    recipient: str
    period: str
    anchor: str  # the last entry of the journal that it was made of
    policy_sha256: str
    second_person: bool
    sealed: bool
    name: str
    data: bytes
    risk: dict[str, str]


def send(register: Register, batch: Batch, folder: Path) -> Exported:
    """Write the batch that was shown; a file that is not journalled does not stay. Raises Unconfirmed, Stale."""
    register.person.must("commission.export")
    must_be_whole(register)
    release = batch.release
    leaving = Leaving(
        batch_id=release.batch_id,
        recipient=release.policy.recipient,
        period=release.period.code,
        anchor=release.anchor,
        policy_sha256=release.policy.fingerprint,
        second_person=release.policy.second_person,
        sealed=release.policy.sealed,
        name=package.file_name(release),
        risk=attacked(register, batch),
        data=package.build(batch, register.batch_key()),
    )

    def remember(session: Session, record: SentBatch) -> None:
        check_period(release.period, register.today(), counting.first_day(session), _earlier(session))
        ledger.remember(session, record, batch.ledger)

    return leave(register, leaving, folder, remember)


def leave(
    register: Register, leaving: Leaving, folder: Path, remember: Callable[[Session, SentBatch], object]
) -> Exported:
    """Write a finished batch and journal it in one act; `remember` keeps what it made known. Raises as `send`."""
    register.person.must("commission.export")
    must_be_whole(register)
    name, data = leaving.name, leaving.data
    confirmed_by = confirming.must_be_confirmed(
        register, leaving.batch_id, package.sha256(data), required=leaving.second_person
    )
    if any(sent.batch_id == leaving.batch_id for sent in listing(register)):
        raise UserError(
            f"Этот пакет уже выгружен: {name}.", do="Возьмите записанный файл; нужен второй — скопируйте его."
        )
    _must_know_what_lies_in(register, folder, leaving.batch_id)
    written = None
    try:
        with register.write("commission.export") as session:
            unchanged.must_be(session, leaving.anchor)
            key = recipient_keys.for_recipient(session, leaving.recipient, required=leaving.sealed)
            leaves = sealing.seal(data, key) if key else data
            name += sealing.ENDING if key else ""
            _make(folder, name)
            written = package.write(folder, name, leaves)
            record = SentBatch(
                batch_id=leaving.batch_id,
                recipient=leaving.recipient,
                period=leaving.period,
                made_on=register.today(),
                made_by=register.person.id,
                confirmed_by=confirmed_by,
                policy_sha256=leaving.policy_sha256,
                file_name=name,
                file_sha256=written.sha256,
                zip_sha256=package.sha256(data),
                sealed_to=key.fingerprint if key else "",
            )
            remember(session, record)
    except BaseException as error:
        if written is not None:
            _take_back(written.path)
        elif isinstance(error, UserError) and not isinstance(error, Stale):
            with suppress(UserError), register.write("commission.fail"):
                pass  # the medium failed, and the journal says so (R7)
        raise
    return Exported(
        written.path, written.sha256, leaving.risk, company(written.path), leaving.batch_id, record.sealed_to
    )


def _must_know_what_lies_in(register: Register, folder: Path, batch_id: str) -> None:
    """A batch of this register that it does not remember: an older copy is open, though nothing else may show it."""
    # The batch itself is known too: a stick pulled in its last moment may hold it already, and it is written again.
    ours, known = fingerprint(register), {batch_id, *(sent.batch_id for sent in listing(register))}
    for path in sorted(folder.glob("Выгрузка *.zip")):
        try:
            found = verification.verify(path, known={ours})
        except UserError:  # it cannot be read, so nobody knows whose it is
            continue
        if found.ok and found.manifest["batch"] not in known:
            raise UserError(
                f"В папке уже лежит выгрузка этого реестра, которой в его журнале нет: «{path.name}». "
                "Похоже, открыта старая копия реестра.",
                lost="Ничего не записано.",
                do="Верните на место последнюю копию реестра и повторите.",
            )


def _take_back(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            f"Выгрузка не записана в журнал, а её файл «{path.name}» не удаляется с носителя.",
            lost="",
            do="Не передавайте этот файл: удалите его сами и подготовьте выгрузку заново.",
        ) from error


def _make(folder: Path, name: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:  # the stick of last time is not in
        raise trouble(error, folder / name) from error


def confirm(register: Register, batch: Batch, login: str, password: str) -> Person:
    """A second person answers for this batch, as it stands, by his own password; raises as `confirming.confirm`."""
    data = package.build(batch, register.batch_key())
    return confirming.confirm(register, batch.release.batch_id, package.sha256(data), login, password)


def export(
    register: Register, recipient: str, period: Period, folder: Path, second: tuple[str, str] | None = None
) -> Exported:
    """Prepare and send in one go, for the headless face; `second` is who confirms it, and his password."""
    batch = prepare(register, recipient, period)
    if second is not None:
        confirm(register, batch, *second)
    return send(register, batch, folder)


def _earlier(session: Session) -> list[Period]:
    """The periods that left for any recipient of tables: of two that overlap one could be subtracted from the other."""
    of_tables = {one.recipient for one in policy.all_policies()}
    codes = session.scalars(sa.select(SentBatch.period).where(SentBatch.recipient.in_(of_tables)).distinct())
    return [Period.parse(code) for code in codes]


def listing(register: Register) -> list[SentBatch]:
    """The journal of anonymisation: every batch that left, the newest first."""
    with register.read() as session:
        return list(session.scalars(sa.select(SentBatch).order_by(SentBatch.id.desc())))


YEARS, QUARTERS = 3, 6  # of the last closed ones, to choose from


@dataclass(frozen=True)
class Offer:
    """A closed period; when it left last, and why it may not leave ("" when it may)."""

    period: Period
    sent_on: date | None
    refusal: str


def offered(register: Register, recipient: str) -> list[Offer]:
    """The last closed quarters and years, the newest first."""
    today = register.today()
    quarters = [f"{today.year - back}-Q{number}" for back in range(3) for number in (4, 3, 2, 1)]
    over = [period for code in quarters if (period := Period.parse(code)).end < today][:QUARTERS]
    over += [Period.parse(str(today.year - back)) for back in range(1, YEARS + 1)]
    sent = {batch.period: batch.made_on for batch in reversed(listing(register)) if batch.recipient == recipient}
    with register.read() as session:
        first, earlier = counting.first_day(session), _earlier(session)
    for whole in [one for one in over if not one.is_year]:
        months = periods.parts(whole)
        over += months if set(months) & set(earlier) else []  # then of this quarter only months may leave
    return [
        Offer(period, sent.get(period.code), _refusal(period, today, first, earlier))
        for period in sorted(over, key=lambda one: (one.end, one.start), reverse=True)
    ]


def _refusal(period: Period, today: date, first: date, earlier: list[Period]) -> str:
    try:
        check_period(period, today, first, earlier)
    except UserError as error:
        return f"{error.what} {error.do}"
    return ""


def fingerprint(register: Register) -> str:
    """The fingerprint of the key that signs this office's batches: for the paper letter."""
    return package.sha256(package.public_pem(register.batch_key()))


@dataclass(frozen=True)
class FileCheck:
    """What a file on the medium turned out to be; `sent` is its record if it left from this register."""

    verification: Verification
    is_ours: bool
    sent: SentBatch | None


def check_file(register: Register, path: Path) -> FileCheck:
    """Verify any batch from its file and look for it among those that left from here; raises UserError.

    What is inside of an encrypted one only its recipient can say; here it is known by the hash of the whole file.
    """
    found = verification.verify(path)
    if found.sealed_to:
        left = next((batch for batch in listing(register) if batch.file_sha256 == found.file_sha256), None)
        return FileCheck(replace(found, problems=[]) if left else found, left is not None, left)
    is_ours = found.fingerprint == fingerprint(register)
    batch_id = found.manifest.get("batch") if found.ok and is_ours else None
    sent = next((batch for batch in listing(register) if batch.batch_id == batch_id), None)
    return FileCheck(found, is_ours, sent)
