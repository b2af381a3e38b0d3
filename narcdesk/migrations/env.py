"""How Alembic meets the register: on the one open connection, all steps and the check of them in one transaction."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from narcdesk.base import Base


def render_item(kind: str, item: Any, _autogenerate: Any) -> str | Literal[False]:
    """A step names plain SQL types only: what our own types become later must not change old steps."""
    if kind == "type" and isinstance(item, sa.types.TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
    transactional_ddl=True,  # SQLite can; Alembic does not trust its driver to begin in time, ours does
    transaction_per_migration=False,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"{len(broken)} rows would point nowhere after the migration")
