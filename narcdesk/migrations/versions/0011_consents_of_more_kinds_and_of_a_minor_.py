"""consents of more kinds, and of a minor of full capacity"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


KINDS = (
    "care",
    "observation",
    "personal_data",
    "secrecy",
    "provider",
    "social",
    "contact_relatives",
    "examination",
)


def upgrade() -> None:
    # The list of kinds is a CHECK: SQLite takes another one only where the table is built anew.
    with op.batch_alter_table("consents", schema=None, recreate="always") as batch_op:
        batch_op.drop_constraint(op.f("ck_consents_consentkind"), type_="check")
        listed = ", ".join(f"'{kind}'" for kind in KINDS)
        batch_op.create_check_constraint(op.f("ck_consents_consentkind"), sa.text(f"kind IN ({listed})"))
        batch_op.add_column(sa.Column("capable_by", sa.String(length=200), server_default="", nullable=False))
        batch_op.create_index(batch_op.f("ix_consents_representative_id"), ["representative_id"], unique=False)
