"""indexes by the moment that hold what figures ask for

Revision 0004, after 0003.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database to this revision."""
    op.drop_index("ix_bookings_created_at", "bookings")
    op.drop_index("ix_bookings_closed_at", "bookings")
    op.create_index("ix_bookings_created_at", "bookings", ["created_at", "task_id"])
    op.create_index("ix_bookings_closed_at", "bookings", ["closed_at", "task_id", "price", "rating"])


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_bookings_closed_at", "bookings")
    op.drop_index("ix_bookings_created_at", "bookings")
    op.create_index("ix_bookings_created_at", "bookings", ["created_at"])
    op.create_index("ix_bookings_closed_at", "bookings", ["closed_at"])
