"""How often the planners look. What is due then, Settings and the rows decide."""

from celery.schedules import crontab

# A tick that no worker took within its own interval is worth nothing: the next one sees the same rows.
SCHEDULE = {
    "plan what is due": {
        "task": "dastak.plan_due",
        "schedule": crontab(),
        "options": {"expires": 60},
    },
    "expire bookings": {
        "task": "dastak.expire_bookings",
        "schedule": crontab(),
        "options": {"expires": 60},
    },
    "hand out deliveries": {
        "task": "dastak.sweep_deliveries",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "look after exports": {
        "task": "dastak.sweep_exports",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
}
