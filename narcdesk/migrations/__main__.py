"""Write the next step after a table changed: `python -m narcdesk.migrations "why"`; read it before it is committed."""

import sys

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

import narcdesk.schema  # noqa: F401  (all tables must be known)
from narcdesk.migrations import HERE, known_revisions

config = Config()
config.set_main_option("script_location", str(HERE))
engine = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool)
with engine.connect() as connection:
    config.attributes["connection"] = connection
    if known_revisions():
        command.upgrade(config, "head")
    number = f"{len(known_revisions()) + 1:04}"
    command.revision(config, message=sys.argv[1], autogenerate=True, rev_id=number)
