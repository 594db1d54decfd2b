"""Figures over HTTP."""

from typing import Any

from flask import Blueprint

from backend.accounts.models import Role
from backend.accounts.permissions import Permission, caller
from backend.core.http import route
from backend.stats import badges, operations
from backend.stats.badges import BadgesOut
from backend.stats.schemas import StatsOut, StatsQuery

blueprint = Blueprint("stats", __name__)


@route(blueprint, "/stats", access=Permission.READ_STATS, out=StatsOut)
def get_stats(query: StatsQuery) -> Any:
    """The business's figures of a period for the admin, one's own for everybody else."""
    me, period = caller(), query.period()
    if me.role is Role.ADMIN:
        return StatsOut(operations.of_business(period, usual=not query.model_fields_set))
    if me.role is Role.PROFESSIONAL:
        return StatsOut(operations.of_professional(me, period))
    return StatsOut(operations.of_customer(me, period))


@route(blueprint, "/badges", access=Permission.READ_NOTICES, out=BadgesOut)
def get_badges() -> Any:
    """How much waits at each of my places; to be asked every ten seconds, with the last ETag."""
    return BadgesOut(badges.of(caller()))
