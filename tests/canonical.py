"""Everything that a register says, in one form: two registers that say the same are equal in it."""

import json
from typing import Any

import sqlalchemy as sa

from narcdesk.base import Base, plain
from narcdesk.register import Register

_NOT_SAID = {
    "audit_entries",
    "audit_touches",
    "counters",
    "drafts",
    "surname_parts",
}  # that something was done stays known


def canonical(register: Register) -> str:
    """All rows of all tables but the journal, the given numbers and what was struck out as a mistake, as JSON."""
    told: dict[str, list[dict[str, Any]]] = {}
    with register.read() as session:
        for name, table in sorted(Base.metadata.tables.items()):
            if name in _NOT_SAID:
                continue
            query = sa.select(table).order_by(*table.primary_key)
            if "struck_on" in table.columns:
                query = query.where(table.c.struck_on.is_(None))
            if (
                "corrects" in table.columns
            ):  # a line that was put back stays beside its correction, and says nothing more
                put_back = sa.select(table.c.corrects).where(table.c.corrects.is_not(None))
                query = query.where(table.c.corrects.is_(None), table.c.id.not_in(put_back))
            rows = session.connection().execute(query).mappings()
            told[name] = [{column: plain(value) for column, value in row.items()} for row in rows]
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=0)
