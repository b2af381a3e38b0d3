"""The batch leaves: shown first, then written to the medium, read back, and journalled in one act.

What leaves is made of `Batch.release` alone, attacked before it may go
(`risk`), and remembered cell by cell (`ledger`), so that no later batch can be subtracted from it.
"""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from narcdesk.commission import counting, ledger, package, policy, risk
from narcdesk.commission.batch import Batch, Target, assemble, check_period
from narcdesk.commission.ledger import SentBatch
from narcdesk.dates import Period
from narcdesk.errors import UserError
from narcdesk.office import requisites
from narcdesk.register import Register


@dataclass(frozen=True)
class Exported:
    """A batch on the medium: the file, its hash for the paper letter, and what an outsider could work out."""

    path: Path
    sha256: str
    risk: dict[str, str]


def prepare(register: Register, recipient: str, period: Period, *, targets: dict[str, Target] | None = None) -> Batch:
    """Count, round and attack: what would leave, for the screen. Nothing is written yet; raises risk.Revealed."""
    register.person.must("commission.preview")
    with register.read() as session:
        rules = policy.in_force(recipient, register.today())
        check_period(period, register.today(), _earlier(session, recipient))
        batch = assemble(
            rules,
            period,
            counting.count(session, rules, period),
            office=requisites(session).short_name,
            ledger=ledger.published(session),
            targets=targets or {},
            anchor=f"{register.head.seq}:{register.head.mac}",
        )
    risk.assess(batch)
    return batch


def send(register: Register, batch: Batch, folder: Path) -> Exported:
    """Write the batch that was shown; a file that is not journalled does not stay."""
    release = batch.release
    name = package.file_name(release)
    risks = risk.assess(batch)
    if any(sent.batch_id == release.batch_id for sent in listing(register)):
        raise UserError(
            f"Этот пакет уже выгружен: {name}.", do="Возьмите записанный файл или подготовьте выгрузку заново."
        )
    try:
        with register.write("commission.export") as session:
            folder.mkdir(parents=True, exist_ok=True)
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
        (folder / name).unlink(missing_ok=True)
        raise
    return Exported(written.path, written.sha256, risks)


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
