"""What comes in and goes out about accounts."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from werkzeug.datastructures import FileStorage

from backend.accounts.models import AccountStatus, Role
from backend.accounts.passwords import is_obvious
from backend.core.fields import (
    Address,
    Day,
    Email,
    Id,
    Input,
    Line,
    Name,
    Output,
    Phone,
    Pincode,
    QueryId,
    Reason,
    Search,
    left_out,
)
from backend.core.pages import Page, PageQuery

Username = Annotated[Line, Field(min_length=3, max_length=64, pattern=r"^[\w.-]+$")]
Password = Annotated[str, Field(min_length=8, max_length=128)]
Exp = Annotated[int, Field(ge=0, le=70, strict=True)]
Company = Annotated[Line, Field(min_length=1, max_length=120)]
Tasks = Annotated[list[Id], Field(max_length=100)]
Pincodes = Annotated[list[Pincode], Field(max_length=100)]


class CustomerIn(Input):
    """A new customer."""

    username: Username
    email: Email
    password: Password
    firstname: Name
    lastname: Name
    address: Address
    pincode: Pincode
    phone: Phone | None = None

    @field_validator("password")
    @classmethod
    def _not_the_name(cls, password: str, given: ValidationInfo) -> str:
        if is_obvious(password, *(str(given.data.get(name, "")) for name in ("username", "email"))):
            raise PydanticCustomError("common_password", "The password must not be the name or the mail.")
        return password


class ProfessionalIn(CustomerIn):
    """A new professional: `exp` in years; no tasks means all, no pincodes their own."""

    exp: Exp
    compname: Company
    tasks: Tasks = Field(default_factory=list)
    pincodes: Pincodes = Field(default_factory=list)


class ProfessionalForm(ProfessionalIn):
    """The same as a form, with the document as a file: PDF, JPEG or PNG up to 5 MB."""

    exp: Annotated[int, Field(ge=0, le=70)]
    tasks: Annotated[list[Annotated[int, Field(ge=1)]], Field(max_length=100)] = Field(default_factory=list)
    document: Any = Field(None, json_schema_extra={"type": "string", "format": "binary"})


class DocumentForm(Input):
    """An identity document: PDF, JPEG or PNG up to 5 MB."""

    document: Any = Field(json_schema_extra={"type": "string", "format": "binary"})


class CheckIn(Input):
    """Who signs in: `username` may be the mail address."""

    username: Annotated[Line, Field(min_length=1, max_length=254)]
    password: Annotated[str, Field(min_length=1, max_length=128)]
    otp: Annotated[str, Field(pattern=r"^[0-9]{6}$")] | None = None


class MeIn(Input):
    """Changes to one's own profile; what is left out stays."""

    firstname: Name = Field(default_factory=left_out)
    lastname: Name = Field(default_factory=left_out)
    address: Address = Field(default_factory=left_out)
    pincode: Pincode = Field(default_factory=left_out)
    phone: Phone | None = None
    locale: Literal["en", "hi"] = Field(default_factory=left_out)
    exp: Exp = Field(default_factory=left_out)
    compname: Company = Field(default_factory=left_out)
    tasks: Tasks = Field(default_factory=left_out)
    pincodes: Pincodes = Field(default_factory=left_out)


class PasswordIn(Input):
    """A change of password."""

    current_password: Annotated[str, Field(min_length=1, max_length=128)]
    new_password: Password


class ResetIn(Input):
    """Who forgot the password: the mail address of the account."""

    email: Email


class NewPasswordIn(Input):
    """A new password by the link that was sent."""

    token: Annotated[str, Field(min_length=1, max_length=200)]
    new_password: Password


class EraseIn(Input):
    """The password says that it is really the owner who leaves."""

    password: Annotated[str, Field(min_length=1, max_length=128)]


class EndSessionsQuery(Input):
    """Which sign-ins to end: all, or all but this one."""

    others: bool = False


class AccountMoveIn(Input):
    """One move of an account; rejecting and blocking need a reason."""

    action: Literal["approve", "reject", "block", "unblock"]
    reason: Reason | None = None


class UserQuery(PageQuery):
    """Filters of the list of users."""

    role: Role | None = None
    status: AccountStatus | None = None
    q: Search | None = None
    pincode: Pincode | None = None
    needs_review: bool | None = None
    sort: Literal["id", "-id", "username", "-username", "created_at", "-created_at"] = "-id"


class DocumentOut(Output):
    """What is on file; the file itself has a route of its own."""

    media_type: str
    size: int
    pages: int
    uploaded_at: datetime
    needs_review: bool


class UserOut(Output):
    """An account, as its owner and the admin see it."""

    id: int
    username: str
    email: str
    role: Role
    firstname: str
    lastname: str
    address: str
    pincode: str
    phone: str | None
    status: AccountStatus
    is_active: bool
    status_reason: str | None
    locale: str
    created_at: datetime
    last_seen_at: datetime | None
    exp: int | None = None
    compname: str | None = None
    tasks: list[int] | None = None
    pincodes: list[str] | None = None
    rating: float | None = None
    rating_count: int = 0
    document: DocumentOut | None = None
    actions: list[str] = Field(default_factory=list)


class UserPage(Page[UserOut]):
    """A page of users."""


class CheckOut(Output):
    """A sign-in: the token for scripts; browsers get the cookies besides."""

    access_token: str
    user: UserOut


class TokenOut(Output):
    """A fresh access token."""

    access_token: str


class ResetOut(Output):
    """The same for everybody: for so many minutes a link is good, if one was sent."""

    minutes: int


class SessionOut(Output):
    """One sign-in of one's own."""

    id: str
    user_agent: str
    created_at: datetime
    refreshed_at: datetime
    current: bool


class SessionsOut(Output):
    """The sign-ins that are alive."""

    items: list[SessionOut]


class TaskName(Output):
    """A task by name."""

    id: int
    name: str


class AuditOut(Output):
    """One entry of the audit log; a name is null for who or what has none (any more)."""

    id: int
    at: datetime
    actor_id: int | None
    actor_name: str | None
    action: str
    subject_kind: str
    subject_id: int
    subject_name: str | None
    details: dict[str, Any]


class AuditPage(Page[AuditOut]):
    """A page of the audit log."""


class AuditQuery(PageQuery):
    """Filters of the audit log."""

    actor_id: QueryId | None = None
    action: Search | None = None
    subject_kind: Search | None = None
    subject_id: QueryId | None = None
    from_: Day | None = Field(None, alias="from")
    to: Day | None = None


def upload(value: Any) -> FileStorage | None:
    """The file of a form field, None where the field was left empty."""
    if isinstance(value, FileStorage) and value.filename:
        return value
    return None
