"""channels to choose from, notices that grow old, and when a booking was cancelled

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATUSES = ("pending", "sending", "sent", "failed", "unknown", "skipped")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def _allow(*channels: str) -> None:
    """Let deliveries use these channels; on SQLite the table is made anew, so both its checks are named."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("ck_deliveries_channel", "deliveries")
        listed = ", ".join(f"'{channel}'" for channel in channels)
        op.create_check_constraint("channel", "deliveries", f"channel IN ({listed})")
        return
    with op.batch_alter_table("deliveries", recreate="always") as batch_op:
        batch_op.alter_column("channel", type_=_choice("channel", *channels), existing_nullable=False)
        batch_op.alter_column("status", type_=_choice("deliverystatus", *STATUSES), existing_nullable=False)


def upgrade() -> None:
    op.create_table(
        "notice_choices",
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mail", sa.Boolean(), nullable=False),
        sa.Column("chat", sa.Boolean(), nullable=False),
        sa.Column("sms", sa.Boolean(), nullable=False),
        sa.Column("chat_url", sa.String(length=400), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_notice_choices_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_notice_choices")),
    )
    _allow("app", "mail", "chat", "sms")
    with op.batch_alter_table("deliveries") as batch_op:
        batch_op.add_column(sa.Column("good_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_index(batch_op.f("ix_deliveries_claimed_by"))
        batch_op.drop_index("ix_deliveries_due")
        batch_op.create_index("ix_deliveries_due", ["channel", "status", "next_try_at"], unique=False)

    with op.batch_alter_table("bookings") as batch_op:
        batch_op.add_column(sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_bookings_cancelled_at"), ["cancelled_at"], unique=False)
    op.execute(
        "UPDATE bookings SET cancelled_at = (SELECT max(booking_moves.at) FROM booking_moves"
        " WHERE booking_moves.booking_id = bookings.id AND booking_moves.action = 'cancel')"
        " WHERE status = 'cancelled'"
    )


def downgrade() -> None:
    # Never made anew: on SQLite that would drop the table, and every row that hangs on it.
    with op.batch_alter_table("bookings", recreate="never") as batch_op:
        batch_op.drop_index(batch_op.f("ix_bookings_cancelled_at"))
        batch_op.drop_column("cancelled_at")
    op.execute("DELETE FROM deliveries WHERE channel IN ('chat', 'sms')")
    with op.batch_alter_table("deliveries") as batch_op:
        batch_op.drop_index("ix_deliveries_due")
        batch_op.create_index("ix_deliveries_due", ["status", "next_try_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_deliveries_claimed_by"), ["claimed_by"], unique=False)
        batch_op.drop_column("good_until")
    _allow("app", "mail")
    op.drop_table("notice_choices")
