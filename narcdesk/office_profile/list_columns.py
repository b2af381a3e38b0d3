"""Which column of the region's list of organisations told which fact: proposed again for its next list.

It goes with the profile of the region, also in its file, and is no part of an edition: no act speaks of it, and an
application that was begun under an edition does not change when a list comes.
"""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from narcdesk.base import Base
from narcdesk.office import requisites
from narcdesk.register import Register

LONGEST_TITLE, MOST_FACTS = 300, 60


class RegistryColumns(Base, kw_only=True):
    """The columns of one region's lists, as the office read its last one: fact -> the words over the column."""

    __tablename__ = "registry_columns"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    region_code: Mapped[str] = mapped_column(sa.String(4), unique=True)
    columns: Mapped[dict[str, str]]


def list_columns(register: Register) -> dict[str, str]:
    """Fact -> title of the column that it was last read from in the lists of the office's region."""
    with register.read() as session:
        row = _of_region(session)
        return dict(row.columns) if row else {}


def keep_list_columns(session: Session, titles: Mapping[str, str]) -> None:
    """Propose the same columns for the next list of the region; inside the act that took this one in."""
    if not titles:
        return
    told = {fact: title[:LONGEST_TITLE] for fact, title in titles.items()}
    row = _of_region(session)
    if row is None:
        session.add(RegistryColumns(region_code=requisites(session).region_code, columns=told))
    elif row.columns != {**row.columns, **told}:
        row.columns = {**row.columns, **told}


def _of_region(session: Session) -> RegistryColumns | None:
    here = RegistryColumns.region_code == requisites(session).region_code
    return session.scalar(sa.select(RegistryColumns).where(here))
