"""The batch leaves: shown first, then written to the medium, read back, and journalled in one act.

What leaves is made of `Batch.release` alone, attacked before it may go
(`risk`), and remembered cell by cell (`ledger`), so that no later batch can be subtracted from it.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.commission import counting, ledger, package, policy, risk, targets, verification
from narcdesk.commission.batch import Batch, assemble, check_period
from narcdesk.commission.ledger import SentBatch
from narcdesk.commission.verification import Verification
from narcdesk.dates import Period
from narcdesk.errors import UserError
from narcdesk.files import company, trouble
from narcdesk.office import requisites
from narcdesk.register import Register


@dataclass(frozen=True)
class Exported:
    """A batch on the medium: the file, its hash for the paper letter, and what an outsider could work out.

    `beside`: names of whatever else lies in the folder, for who hands the stick over.
    """

    path: Path
    sha256: str
    risk: dict[str, str]
    beside: list[str]


def prepare(register: Register, recipient: str, period: Period) -> Batch:
    """Count, round and attack: what would leave, for the screen. Nothing is written yet; raises risk.Revealed."""
    register.person.must("commission.preview")
    _must_be_whole(register)
    with register.read() as session:
        rules = policy.in_force(recipient, register.today())
        check_period(period, register.today(), counting.first_day(session), _earlier(session, recipient))
        batch = assemble(
            rules,
            period,
            counting.count(session, rules, period),
            office=requisites(session).short_name,
            ledger=ledger.published(session),
            targets=targets.kept(session, period.start.year),
            anchor=f"{register.head.seq}:{register.head.mac}",
        )
    risk.assess(batch)
    return batch


def _must_be_whole(register: Register) -> None:
    """An older copy has forgotten what left since: its batch could be subtracted from the one that was sent."""
    if register.findings:
        raise UserError(
            "Выгрузка остановлена: при открытии реестра найдено неладное. " + " ".join(register.findings),
            lost="Ничего не записано.",
            do="Верните на место последнюю копию реестра и повторите.",
        )


def send(register: Register, batch: Batch, folder: Path) -> Exported:
    """Write the batch that was shown; a file that is not journalled does not stay."""
    _must_be_whole(register)
    release = batch.release
    name = package.file_name(release)
    risks = risk.assess(batch)
    if any(sent.batch_id == release.batch_id for sent in listing(register)):
        raise UserError(
            f"Этот пакет уже выгружен: {name}.", do="Возьмите записанный файл или подготовьте выгрузку заново."
        )
    _must_know_what_lies_in(register, folder)
    written = None
    try:
        with register.write("commission.export") as session:
            _make(folder, name)
            written = package.write(folder, name, package.build(batch, register.batch_key()))
            record = SentBatch(
                batch_id=release.batch_id,
                recipient=release.policy.recipient,
                period=release.period.code,
                made_on=register.today(),
                made_by=register.person.id,
                policy_sha256=release.policy.fingerprint,
                file_name=name,
                file_sha256=written.sha256,
            )
            ledger.remember(session, record, batch.ledger)
    except BaseException:
        if written is not None:
            _take_back(written.path)
        raise
    return Exported(written.path, written.sha256, risks, company(written.path))


def _must_know_what_lies_in(register: Register, folder: Path) -> None:
    """A batch of this register that it does not remember: an older copy is open, though nothing else may show it."""
    ours, known = fingerprint(register), {sent.batch_id for sent in listing(register)}
    for path in sorted(folder.glob("Выгрузка *.zip")):
        try:
            found = verification.verify(path)
        except UserError:  # it cannot be read, so nobody knows whose it is
            continue
        if found.ok and found.fingerprint == ours and found.manifest["batch"] not in known:
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


def export(register: Register, recipient: str, period: Period, folder: Path) -> Exported:
    """Prepare and send in one go, for the headless face."""
    return send(register, prepare(register, recipient, period), folder)


def _earlier(session: Session, recipient: str) -> list[Period]:
    codes = session.scalars(sa.select(SentBatch.period).where(SentBatch.recipient == recipient).distinct())
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
    earlier = [Period.parse(code) for code in sent]
    with register.read() as session:
        first = counting.first_day(session)
    return [
        Offer(period, sent.get(period.code), _refusal(period, today, first, earlier))
        for period in sorted(over, key=lambda one: (one.end, one.start), reverse=True)
    ]


def _refusal(period: Period, today: date, first: date, earlier: list[Period]) -> str:
    try:
        check_period(period, today, first, earlier)
    except UserError as error:
        return error.what
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
    """Verify any batch from its file and look for it among those that left from here; raises UserError."""
    found = verification.verify(path)
    is_ours = found.fingerprint == fingerprint(register)
    batch_id = found.manifest.get("batch") if found.ok and is_ours else None
    sent = next((batch for batch in listing(register) if batch.batch_id == batch_id), None)
    return FileCheck(found, is_ours, sent)
