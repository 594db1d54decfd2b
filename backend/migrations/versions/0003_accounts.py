"""resets of forgotten passwords, and accounts that were erased

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BEFORE = ("pending", "active", "rejected", "blocked")
AFTER = (*BEFORE, "erased")


def _listed(statuses: tuple[str, ...]) -> str:
    return ", ".join(f"'{status}'" for status in statuses)


def _allow(new: tuple[str, ...], old: tuple[str, ...]) -> None:
    """Let accounts have these statuses instead of those."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("ck_users_accountstatus", "users")
        op.create_check_constraint("accountstatus", "users", f"status IN ({_listed(new)})")
        return
    # Never made anew: on SQLite that would drop the table, and every row that hangs on it. A check is no
    # more than its text (https://sqlite.org/lang_altertable.html, section 7, the simpler procedure).
    version = op.get_bind().exec_driver_sql("PRAGMA schema_version").scalar_one()
    op.execute("PRAGMA writable_schema = ON")
    change = sa.text(
        "UPDATE sqlite_schema SET sql = replace(sql, :old, :new) WHERE type = 'table' AND name = 'users'"
    )
    op.execute(change.bindparams(old=f"IN ({_listed(old)})", new=f"IN ({_listed(new)})"))
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = OFF")


def upgrade() -> None:
    op.create_table(
        "password_resets",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_password_resets_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_resets")),
    )
    with op.batch_alter_table("password_resets") as batch_op:
        batch_op.create_index(batch_op.f("ix_password_resets_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_password_resets_user_id"), ["user_id"], unique=False)
    _allow(AFTER, BEFORE)


def downgrade() -> None:
    # Nobody can be made of an erased account again; blocked is what comes nearest.
    op.execute("UPDATE users SET status = 'blocked' WHERE status = 'erased'")
    _allow(BEFORE, AFTER)
    op.drop_table("password_resets")
