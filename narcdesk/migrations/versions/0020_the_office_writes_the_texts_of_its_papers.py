"""The office writes the texts of its papers"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("factory", sa.String(length=64), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_form_texts_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_texts")),
    )
    with op.batch_alter_table("form_texts", schema=None) as batch_op:
        batch_op.create_index("ix_form_texts_code", ["code"], unique=False)
