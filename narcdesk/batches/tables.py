"""A register of applications: which of them go together, with names or with codes."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from narcdesk.base import Base, Coded, coded
from narcdesk.fields import Kind, asked

FORM = "pismo_s_reestrom"  # the cover letter, of resources/forms


class RegisterKind(Coded):
    """How the register calls the persons."""

    NAMED = "named", "с именами"
    CODED = "coded", "с кодами вместо имён"


class ApplicationBatch(Base, kw_only=True):
    """One register; its letter tells how far it went, and each application what came of it."""

    __tablename__ = "application_batches"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    kind: Mapped[RegisterKind] = mapped_column(
        coded(RegisterKind), info=asked("Реестр", Kind.CHOICE, required=True, choices=RegisterKind, width=24)
    )
    application_ids: Mapped[list[int]]  # in the order of the register
    made_on: Mapped[date]
    made_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
