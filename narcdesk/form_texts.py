"""The office's own texts of its papers: every edition that was kept, the newest of a form in force.

A regional authority wants its own words, a hospital its own clauses; the office writes them without a programmer. What
a form may say, and what of its head is not for the office to change, `forms.editing` knows: this is where texts lie.
"""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.base import Base
from narcdesk.register import Register


class FormText(Base, kw_only=True):
    """One edition of a form by the office; with an empty text the form of the program is in force again."""

    __tablename__ = "form_texts"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(64), index=True)
    text: Mapped[str] = mapped_column(sa.Text)
    factory: Mapped[str] = mapped_column(sa.String(64))  # edition of the program's form that it was written over
    made_on: Mapped[date]
    by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))


def in_force(session: Session) -> dict[str, FormText]:
    """Code -> the office's text in force; forms that are the program's own are left out."""
    newest = sa.select(sa.func.max(FormText.id)).group_by(FormText.code)
    found = session.scalars(sa.select(FormText).where(FormText.id.in_(newest), FormText.text != ""))
    return {one.code: one for one in found}


def listing(register: Register, code: str) -> list[FormText]:
    """Every edition of a form that the office kept, the newest first."""
    with register.read("forms.look") as session:
        return list(session.scalars(sa.select(FormText).where(FormText.code == code).order_by(FormText.id.desc())))
