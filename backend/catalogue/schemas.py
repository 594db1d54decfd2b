"""What comes in and goes out about tasks and the professionals who do them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.catalogue.models import Category, TaskStatus
from backend.core.fields import Input, Line, Output, Pincode, Search, Text, left_out
from backend.core.money import RupeesIn, RupeesOut, RupeesQuery
from backend.core.pages import Page, PageQuery

TaskTitle = Annotated[Line, Field(min_length=2, max_length=80)]
Minutes = Annotated[int, Field(ge=5, le=24 * 60, strict=True)]
Description = Annotated[Text, Field(max_length=1000)]


class TaskIn(Input):
    """A task to create, or to update where the name exists; `price` in rupees, `time_required` in minutes."""

    name: TaskTitle
    price: RupeesIn | None = None
    time_required: Minutes | None = None
    description: Description | None = None
    category: Category | None = None


class TaskEdit(Input):
    """Changes to a task; what is left out stays."""

    name: TaskTitle = Field(default_factory=left_out)
    price: RupeesIn = Field(default_factory=left_out)
    time_required: Minutes = Field(default_factory=left_out)
    description: Description = Field(default_factory=left_out)
    category: Category = Field(default_factory=left_out)


class TaskQuery(PageQuery):
    """Filters of the catalogue; prices in rupees. Only the admin may ask for retired tasks."""

    q: Search | None = None
    pincode: Pincode | None = None
    category: Category | None = None
    min_price: RupeesQuery | None = None
    max_price: RupeesQuery | None = None
    status: Literal["active", "retired", "all"] = "active"
    sort: Literal["name", "-name", "price", "-price", "rating", "popular"] = "name"


class TaskOut(Output):
    """A task as everybody sees it."""

    id: int
    name: str
    price: RupeesOut
    time_required: int
    description: str
    category: Category
    status: TaskStatus
    rating: float | None
    rating_count: int


class TaskPage(Page[TaskOut]):
    """A page of the catalogue."""


class TaskName(Output):
    """A task by name."""

    id: int
    name: str


class ProfessionalOut(Output):
    """A professional as everybody sees them: no phone, no address."""

    id: int
    firstname: str
    lastname: str
    compname: str
    exp: int
    rating: float | None
    rating_count: int
    tasks: list[TaskName]
    pincodes: list[str]
    member_since: datetime


class ProfessionalQuery(PageQuery):
    """Filters of the professionals who do a task."""

    pincode: Pincode | None = None


class ProfessionalPage(Page[ProfessionalOut]):
    """A page of professionals, the best rated first."""


class PincodeOut(Output):
    """Where a pincode lies."""

    pincode: str
    district: str
    state: str
    places: list[str]
