"""What comes in and goes out about bookings."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from backend.accounts.models import Role
from backend.bookings.models import BookingStatus
from backend.catalogue.models import Category
from backend.core.fields import (
    Address,
    Day,
    Id,
    Input,
    Moment,
    Output,
    Pincode,
    QueryId,
    Reason,
    Remarks,
    Search,
    left_out,
    separate,
)
from backend.core.money import RupeesIn, RupeesOut
from backend.core.pages import Page, PageQuery


class BookingIn(Input):
    """A booking to make; address and pincode default to the customer's own, prices are rupees.

    `scheduled_for` may be any moment from now to 90 days ahead. `expected_price` is the price
    that was shown: where it has changed since, nothing is booked.
    """

    task_id: Id
    scheduled_for: Moment
    address: Address | None = None
    pincode: Pincode | None = None
    remarks: Remarks = ""
    professional_id: Id | None = None
    expected_price: RupeesIn | None = None


class BookingEdit(Input):
    """Changes to a booking by its customer; `version` is the one that was shown."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]
    scheduled_for: Moment = Field(default_factory=left_out)
    address: Address = Field(default_factory=left_out)
    pincode: Pincode = Field(default_factory=left_out)
    remarks: Remarks = Field(default_factory=left_out)


class BookingMoveIn(Input):
    """One move of the life cycle; releasing and cancelling need a reason."""

    action: Literal["accept", "reject", "release", "cancel", "close"]
    reason: Reason | None = None


class ReviewIn(Input):
    """What the customer thought: 1 to 5 stars."""

    rating: Annotated[int, Field(ge=1, le=5, strict=True)]
    remarks: Remarks = ""


class BookingQuery(PageQuery):
    """Filters of the list of bookings.

    `from` and `to` are about `scheduled_for`: a day of the business's zone (whole, inclusive) or
    a moment with an offset. `status` may be given several times or separated by commas.
    `person_id` is the one or the other party.
    """

    status: Annotated[list[BookingStatus], BeforeValidator(separate)] = Field(default_factory=list)
    view: Literal["inbox", "schedule", "history"] | None = None
    task_id: QueryId | None = None
    customer_id: QueryId | None = None
    professional_id: QueryId | None = None
    person_id: QueryId | None = None
    from_: Day | None = Field(None, alias="from")
    to: Day | None = None
    q: Search | None = None
    sort: Literal["scheduled_for", "-scheduled_for", "id", "-id", "price", "-price"] = "-id"


class TaskOfBooking(Output):
    """The task as it was when it was booked; `time_required` in minutes."""

    id: int
    name: str
    category: Category
    time_required: int


class CustomerOfBooking(Output):
    """The customer; the phone only for the professional who has the booking, and the admin."""

    id: int
    firstname: str
    lastname: str
    phone: str | None


class ProfessionalOfBooking(Output):
    """The professional; the phone only for the customer whose booking they have, and the admin."""

    id: int
    firstname: str
    lastname: str
    compname: str
    exp: int
    rating: float | None
    rating_count: int
    phone: str | None


class ReviewOfBooking(Output):
    """The customer's review."""

    rating: int
    remarks: str
    created_at: datetime


class BookingOut(Output):
    """A booking as its viewer may see it, with the `actions` that are open to them now."""

    id: int
    status: BookingStatus
    actions: list[str]
    version: int
    price: RupeesOut
    task: TaskOfBooking
    customer: CustomerOfBooking
    professional: ProfessionalOfBooking | None
    offered_to: ProfessionalOfBooking | None
    scheduled_for: datetime
    ends_at: datetime
    address: str | None
    pincode: str
    remarks: str
    date_of_request: datetime
    date_of_completion: datetime | None
    closed_by: Role | None
    reason: str | None
    review: ReviewOfBooking | None


class BookingPage(Page[BookingOut]):
    """A page of bookings."""


class BookedTask(Output):
    """A task to filter by, under the name it has now."""

    id: int
    name: str


class BookedTasks(Output):
    """The tasks that occur among the viewer's bookings, by name."""

    items: list[BookedTask]


class ActorOut(Output):
    """Who made a move: their role, and a first name."""

    role: Role
    name: str


class BookingMoveOut(Output):
    """One step of a booking's history."""

    at: datetime
    action: str
    from_status: BookingStatus | None
    to_status: BookingStatus
    actor: ActorOut | None
    reason: str | None


class BookingHistory(Output):
    """A booking's history, the oldest step first."""

    items: list[BookingMoveOut]


class ReviewOut(Output):
    """A review as everybody sees it."""

    rating: int
    remarks: str
    created_at: datetime
    task_name: str
    customer_firstname: str


class ReviewPage(Page[ReviewOut]):
    """A page of reviews."""


class ReviewQuery(PageQuery):
    """Which reviews: with so many stars, the newest first or in another order."""

    rating: Annotated[int, Field(ge=1, le=5)] | None = None
    sort: Literal["-id", "id", "-rating", "rating"] = "-id"
