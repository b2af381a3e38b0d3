"""The cover letter of a batch that left, printed as often as it is asked for: it names a file, and of no person a word.

It is no document of the register: its number and date are given by whoever keeps the hospital's mail.
"""

import sqlalchemy as sa

from narcdesk.commission import export, policy
from narcdesk.commission.cohorts import policy as cohorts
from narcdesk.commission.ledger import SentBatch
from narcdesk.dates import Period, show
from narcdesk.errors import NotFound
from narcdesk.forms import Sheet, draw_set, editing, sheets
from narcdesk.forms.scopes.batch_letter import Covered
from narcdesk.office import requisites
from narcdesk.register import Register

FORM = "soprovod_vygruzki"


def pdf(register: Register, batch_id: str) -> bytes:
    """The letter as PDF; raises NotFound where no such batch left from here."""
    register.person.must("commission.preview")
    key = export.fingerprint(register)
    with register.read() as session:
        sent = session.scalar(sa.select(SentBatch).where(SentBatch.batch_id == batch_id))
        if sent is None:
            raise NotFound("Такой выгрузки в журнале нет.")
        template = editing.template(session, FORM)
        contents = sheets.gathered(register, session, template, _covered(sent, key))
        training = requisites(session).training
    return draw_set([Sheet(template, contents, training=training)])


def _title(sent: SentBatch) -> str:
    rules = policy.by_fingerprint(sent.policy_sha256) or cohorts.by_fingerprint(sent.policy_sha256)
    return rules.title if rules else sent.recipient  # of an edition that a later program has


def _covered(sent: SentBatch, key: str) -> Covered:
    return Covered(
        recipient=_title(sent),
        period=Period.parse(sent.period).label,
        number=sent.batch_id,
        file_name=sent.file_name,
        made_on=show(sent.made_on),
        file_sha256=sent.file_sha256,
        zip_sha256=sent.zip_sha256,
        sealed_to=sent.sealed_to,
        key=key,
    )
