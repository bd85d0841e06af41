"""${message}."""

import sqlalchemy as sa
from alembic import op

from migrations import triggers, types

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Change the tables; the triggers are taken off before and put on again after."""
    triggers.remove(op.get_bind())
    ${upgrades if upgrades else "pass"}
    triggers.install(op.get_bind())


def downgrade() -> None:
    """Take the change back."""
    triggers.remove(op.get_bind())
    ${downgrades if downgrades else "pass"}
    triggers.install(op.get_bind())
