"""What can be done with tasks; knows no HTTP."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Float, Select, and_, case, cast, exists, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager

from backend.accounts import audit
from backend.accounts.models import (
    AccountStatus,
    Professional,
    ProfessionalPincode,
    ProfessionalTask,
    Role,
    User,
)
from backend.catalogue.models import Category, Task, TaskStatus
from backend.catalogue.schemas import TaskEdit, TaskIn, TaskQuery
from backend.core import clock
from backend.core.extensions import db
from backend.core.fields import key
from backend.core.money import paise, rupees
from backend.core.pages import Sort
from backend.core.problems import FieldError, Problem, invalid, not_found

_stars = func.coalesce(cast(Task.rating_sum, Float) / func.nullif(Task.rating_count, 0), 0.0)

SORTS = {
    "name": Sort(Task.name_key, Task.id),
    "-name": Sort(Task.name_key, Task.id, descending=True),
    "price": Sort(Task.price, Task.id),
    "-price": Sort(Task.price, Task.id, descending=True),
    "rating": Sort(_stars, Task.id, descending=True),
    "popular": Sort(Task.rating_count, Task.id, descending=True),
}


def find_tasks(query: TaskQuery) -> Select[Task]:
    """The tasks that fit; with a pincode, those that an active professional does there."""
    statement = select(Task)
    if query.status != "all":
        statement = statement.where(Task.status == TaskStatus(query.status))
    if query.category:
        statement = statement.where(Task.category == query.category)
    if query.min_price is not None:
        statement = statement.where(Task.price >= paise(query.min_price))
    if query.max_price is not None:
        statement = statement.where(Task.price <= paise(query.max_price))
    if query.pincode:
        statement = statement.where(_done_at(query.pincode))
    for word in key(query.q or "").split():
        statement = statement.where(Task.search.contains(word, autoescape=True))
    return statement


def _done_at(pincode: str) -> ColumnElement[bool]:
    return exists().where(
        ProfessionalPincode.pincode == pincode,
        ProfessionalPincode.professional_id == Professional.user_id,
        User.id == Professional.user_id,
        User.status == AccountStatus.ACTIVE,
        or_(Professional.does_all_tasks, _named(Task.id)),
    )


def _named(task_id: Any) -> ColumnElement[bool]:
    theirs = select(ProfessionalTask.task_id).where(
        ProfessionalTask.professional_id == Professional.user_id, ProfessionalTask.task_id == task_id
    )
    # Two levels up stands the task itself: without naming it here it would be any task at all.
    return exists(theirs.correlate(Professional, Task))


def names_of(ids: Collection[int]) -> dict[int, str]:
    """The names of tasks by id, for the audit log."""
    return {
        row.id: row.name for row in db.session.execute(select(Task.id, Task.name).where(Task.id.in_(ids)))
    }


audit.named_by("task", names_of)


def get_task(task_id: int) -> Task:
    """A task, or 404."""
    found = db.session.get(Task, task_id)
    if found is None:
        raise not_found()
    return found


def put_task(given: TaskIn, actor_id: int) -> tuple[Task, bool]:
    """Create a task, or update the one of that name (case folded), reviving it where it was retired.

    Gives the task and whether it is new. Raises 422 where a new one lacks price or time.
    """
    found = _by_name(given.name)
    if found is None:
        try:
            return _create(given, actor_id), True
        except IntegrityError:  # somebody created it between our look and our insert
            found = _by_name(given.name)
            if found is None:
                raise
    found.status = TaskStatus.ACTIVE
    _change(found, given.model_dump(exclude_none=True), actor_id)
    return found, False


def _by_name(name: str) -> Task | None:
    return db.session.scalar(select(Task).where(Task.name_key == key(name)).with_for_update())


def _create(given: TaskIn, actor_id: int) -> Task:
    if given.price is None or given.time_required is None:
        raise invalid([_missing(name) for name in ("price", "time_required") if getattr(given, name) is None])
    moment = clock.now()
    task = Task(
        name=given.name,
        price=paise(given.price),
        time_required=given.time_required,
        description=given.description or "",
        category=given.category or Category.OTHER,
        created_at=moment,
        updated_at=moment,
    )
    _refresh_keys(task)
    with db.session.begin_nested():
        db.session.add(task)
    audit.record("create_task", "task", task.id, actor_id, name=task.name, price=rupees(task.price))
    return task


def _missing(name: str) -> FieldError:
    return FieldError(pointer=f"/{name}", code="required", detail="A new task needs this.")


def edit_task(task_id: int, given: TaskEdit, actor_id: int) -> Task:
    """Change a task. Raises 404, and 409 where another task has the name."""
    task = get_task(task_id)
    if given.name is not None:
        other = _by_name(given.name)
        if other is not None and other.id != task.id:
            raise _name_taken()
    try:
        _change(task, given.model_dump(exclude_unset=True), actor_id)
    except IntegrityError as error:
        raise _name_taken() from error
    return task


def _name_taken() -> Problem:
    error = FieldError(pointer="/name", code="taken", detail="Another task has this name.")
    return Problem(409, "taken", "Another task has this name.", errors=[error])


def _change(task: Task, changes: dict[str, Any], actor_id: int) -> None:
    if "price" in changes:
        changes["price"] = paise(changes["price"])
    before = {name: getattr(task, name) for name in changes}
    for name, value in changes.items():
        setattr(task, name, value)
    task.updated_at = clock.now()
    _refresh_keys(task)
    db.session.flush()
    if "price" in changes:  # the log is for people: rupees, as when a task is created
        before["price"], changes["price"] = rupees(before["price"]), rupees(changes["price"])
    changed = {name: [before[name], value] for name, value in changes.items() if before[name] != value}
    audit.record("update_task", "task", task.id, actor_id, **changed)


def _refresh_keys(task: Task) -> None:
    task.name_key = key(task.name)
    task.search = key(f"{task.name} {task.description} {task.category.value.replace('_', ' ')}")


def remove_task(task_id: int, actor_id: int) -> Task | None:
    """Delete a task nobody ever booked (None), or retire it where bookings refer to it."""
    task = get_task(task_id)
    audit.record("remove_task", "task", task.id, actor_id, name=task.name)
    try:
        with db.session.begin_nested():
            db.session.delete(task)
    except IntegrityError:
        task = get_task(task_id)
        task.status, task.updated_at = TaskStatus.RETIRED, clock.now()
        db.session.flush()
        return task
    return None


def find_professionals(task_id: int | None = None, pincode: str | None = None) -> Select[Professional]:
    """Active professionals, those who do a task and serve a pincode where these are given."""
    statement = (
        select(Professional)
        .join(Professional.user)
        .where(User.status == AccountStatus.ACTIVE, User.role == Role.PROFESSIONAL)
        .options(contains_eager(Professional.user))
    )
    if task_id is not None:
        statement = statement.where(or_(Professional.does_all_tasks, _named(task_id)))
    if pincode is not None:
        served = and_(
            ProfessionalPincode.professional_id == Professional.user_id,
            ProfessionalPincode.pincode == pincode,
        )
        statement = statement.where(exists().where(served))
    return statement


BEST_FIRST = Sort(
    case(
        (
            Professional.rating_count > 0,
            cast(Professional.rating_sum, Float) / func.nullif(Professional.rating_count, 0),
        ),
        else_=0.0,
    ),
    Professional.user_id,
    descending=True,
)
