"""What comes in and goes out about notices, deliveries and jobs."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator

from backend.core.fields import Id, Input, Output, QueryId, Search, separate
from backend.core.jobs import RunStatus
from backend.core.months import PATTERN
from backend.core.pages import Page, PageQuery
from backend.notifications.models import Channel, DeliveryStatus


class NoticeOut(Output):
    """A notice in the app; the screen words it from its kind and what it is about."""

    id: int
    kind: str
    about: dict[str, Any]
    created_at: datetime
    read_at: datetime | None


class NoticeQuery(PageQuery):
    """Which of one's notices: those not read yet, or read; those of some kinds.

    `kind` may be given several times or separated by commas.
    """

    unread: bool | None = None
    kind: Annotated[list[Search], BeforeValidator(separate), Field(max_length=40)] = Field(
        default_factory=list
    )
    sort: Literal["-id", "id"] = "-id"


class NoticePage(Page[NoticeOut]):
    """A page of notices, and how many are unread in all."""

    unread: int


class ReadIn(Input):
    """The notices that were read: by id, or `about` one thing ("booking:7") or kind of thing ("export").

    All of them where both are left out.
    """

    ids: Annotated[list[Id], Field(max_length=100)] | None = None
    about: Annotated[str, Field(pattern=r"^[a-z_]{1,20}(:[1-9][0-9]{0,15})?$")] | None = None


class Recipient(Output):
    """Who a delivery is for."""

    id: int
    username: str
    firstname: str
    lastname: str
    email: str


class DeliveryOut(Output):
    """What became of a notice on one channel; `about` is what it was about when it was planned."""

    id: int
    kind: str
    user: Recipient
    channel: Channel
    subject: str
    about: dict[str, Any]
    status: DeliveryStatus
    attempts: int
    last_error: str | None
    created_at: datetime
    next_try_at: datetime | None
    sent_at: datetime | None

    @field_validator("about")
    @classmethod
    def _short(cls, about: dict[str, Any]) -> dict[str, Any]:
        # A page of reports with every line of theirs would be a book.
        return {name: value for name, value in about.items() if name != "bookings"}


class DeliveryPage(Page[DeliveryOut]):
    """A page of deliveries, the newest first."""


class DeliveryQuery(PageQuery):
    """Filters of the list of deliveries."""

    status: DeliveryStatus | None = None
    kind: Search | None = None
    channel: Channel | None = None
    user_id: QueryId | None = None
    sort: Literal["-id", "id"] = "-id"


class RetryIn(Input):
    """Which deliveries to send once more."""

    status: Literal["failed", "unknown"]
    kind: Search | None = None
    channel: Channel | None = None


class RetryOut(Output):
    """How many deliveries are sent once more."""

    retried: int


class RunOut(Output):
    """One run of a job; `asked_by` is the admin who wanted it, None for the calendar's own."""

    due_at: datetime
    period: str
    status: RunStatus
    detail: str | None
    asked_by: int | None
    attempts: int
    started_at: datetime | None
    finished_at: datetime | None


class JobOut(Output):
    """A named job: how its last run went, and when the next one is due."""

    name: str
    takes_period: bool
    last_run: RunOut | None
    next_run: datetime


class JobsOut(Output):
    """The named jobs, and what an admin should know of: whether all that happens by itself happens.

    `planner_silent` once the scheduler has not looked at the calendar for five minutes;
    `failed_deliveries` are those of the last seven days.
    """

    items: list[JobOut]
    planner_seen_at: datetime | None
    planner_silent: bool
    failed_deliveries: int
    unknown_deliveries: int


class JobIn(Input):
    """A run to make now; `period` (YYYY-MM) is for the jobs that take one."""

    period: Annotated[str, Field(pattern=PATTERN)] | None = None
