"""The worker and beat with shorter patience, for a run that is over in seconds.

Leases of minutes, pauses of a quarter of a minute and looks once a minute are right for a business, and
too long for a test. Everything else is the product's own.
"""

from datetime import timedelta
from types import ModuleType

from backend.core import planner
from backend.notifications import claims, jobs, marks

SHORTER: list[tuple[ModuleType, str, timedelta | int]] = [
    (planner, "LEASE", timedelta(seconds=10)),
    (claims, "LEASE", timedelta(seconds=8)),
    (claims, "SPARE", timedelta(seconds=5)),
    (marks, "FIRST_PAUSE", timedelta(seconds=0.4)),
    (marks, "LONGEST_PAUSE", timedelta(seconds=1)),
    (jobs, "SWEEP", 1),
]
LOOK = 1.0
"""How often beat has everybody look, in seconds."""

for module, constant, value in SHORTER:
    if constant not in vars(module):
        raise AttributeError(f"{module.__name__} has no {constant} any more")
    setattr(module, constant, value)

from backend.worker import app, celery_app  # noqa: E402  made with what was set above

celery_app.conf.beat_schedule = {
    name: entry | {"schedule": LOOK, "options": {"expires": 2 * LOOK}}
    for name, entry in celery_app.conf.beat_schedule.items()
}

__all__ = ["app", "celery_app"]
