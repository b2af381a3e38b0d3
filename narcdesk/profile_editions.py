"""The texts of profiles that lie in the register: what the office goes by instead of the program's, or went by.

A row is never changed. One with a day is the office's own edition of its region from that day on; with an empty text
the office goes by the program's again. One without a day is kept because something was made under it: so an old
application finds its terms, whatever a newer program brings or the office has set since.
"""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk import profile
from narcdesk.base import Base
from narcdesk.profile import Profile

WHY_LENGTH = 500


class ProfileEdition(Base, kw_only=True):
    """One edition of the profile of a region, whole."""

    __tablename__ = "profile_editions"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    edition: Mapped[str] = mapped_column(sa.String(12), index=True)
    region_code: Mapped[str] = mapped_column(sa.String(4))
    text: Mapped[str] = mapped_column(sa.Text)
    holds_from: Mapped[date | None]
    made_on: Mapped[date]
    made_by: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    why: Mapped[str] = mapped_column(sa.String(WHY_LENGTH), default="")


def own_on(session: Session, region_code: str, day: date) -> ProfileEdition | None:
    """The office's own row that a day falls under; one with an empty text says that the program's holds."""
    return session.scalar(
        sa.select(ProfileEdition)
        .where(ProfileEdition.region_code == region_code, ProfileEdition.holds_from <= day)
        .order_by(ProfileEdition.holds_from.desc(), ProfileEdition.id.desc())
        .limit(1)
    )


def in_force(session: Session, region_code: str, day: date) -> Profile:
    """The profile that the office goes by on the day of an event: its own, else the program's; raises UserError."""
    own = own_on(session, region_code, day)
    return profile.in_force(region_code, day) if own is None or not own.text else profile.from_text(own.text)


def lay_out(session: Session) -> None:
    """Let every edition of this register be found by its name, as the program's own are."""
    for edition, text in session.execute(sa.select(ProfileEdition.edition, ProfileEdition.text)):
        if text:
            profile.keep(edition, text)


def remember(session: Session, used: Profile, on: date, by: int) -> None:
    """Keep the text of an edition that something is made under, once."""
    is_kept = sa.select(ProfileEdition.id).where(
        ProfileEdition.edition == used.edition, ProfileEdition.holds_from.is_(None)
    )
    if session.scalar(is_kept.limit(1)) is None:
        text = profile.text_of(used)
        kept = ProfileEdition(
            edition=used.edition, region_code=used.region_code, text=text, holds_from=None, made_on=on, made_by=by
        )
        session.add(kept)
        profile.keep(used.edition, text)
