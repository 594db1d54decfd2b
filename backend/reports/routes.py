"""Monthly reports over HTTP."""

import re
from typing import Any

from flask import Blueprint

from backend.accounts.permissions import Permission, caller
from backend.core import clock
from backend.core.http import route
from backend.core.months import PATTERN, month_of
from backend.core.problems import not_found
from backend.reports import operations
from backend.reports.schemas import ReportOut, ReportsOut

blueprint = Blueprint("reports", __name__)


@route(blueprint, "/reports", access=Permission.READ_REPORTS, out=ReportsOut)
def list_reports() -> Any:
    """My months with activity, the newest first; the present one is `so_far`."""
    return ReportsOut(items=operations.months_of(caller()))


@route(blueprint, "/reports/<string(length=7):period>", access=Permission.READ_REPORTS, out=ReportOut)
def get_report(period: str) -> Any:
    """One month, YYYY-MM, of mine."""
    if not re.fullmatch(PATTERN, period) or period > month_of(clock.now()):
        raise not_found()
    return operations.monthly(caller(), period)
