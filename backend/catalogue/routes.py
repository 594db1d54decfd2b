"""The catalogue over HTTP."""

from typing import Any

from flask import Blueprint, Response

from backend.accounts.permissions import Permission, allowed, authorize, caller
from backend.catalogue import operations, pincodes, professionals
from backend.catalogue.models import TaskStatus
from backend.catalogue.schemas import (
    PincodeOut,
    ProfessionalOut,
    ProfessionalPage,
    ProfessionalQuery,
    TaskEdit,
    TaskIn,
    TaskOut,
    TaskPage,
    TaskQuery,
)
from backend.core.http import PUBLIC, route
from backend.core.pages import paginate
from backend.core.problems import not_found

blueprint = Blueprint("catalogue", __name__)


@route(blueprint, "/tasks", access=PUBLIC, out=TaskPage)
def list_tasks(query: TaskQuery) -> Any:
    """The catalogue; with a pincode, what an active professional does there."""
    if query.status != "active":
        authorize(Permission.WRITE_TASKS)
    page = paginate(operations.find_tasks(query), query, operations.SORTS[query.sort])
    return TaskPage(**page | {"items": [TaskOut.model_validate(task) for task in page["items"]]})


@route(blueprint, "/tasks/<int:task_id>", access=PUBLIC, out=TaskOut)
def get_task(task_id: int) -> Any:
    """One task; a retired one only for the admin."""
    task = operations.get_task(task_id)
    if task.status is TaskStatus.RETIRED and not allowed(Permission.WRITE_TASKS):
        raise not_found()
    return TaskOut.model_validate(task)


@route(
    blueprint, "/tasks", "POST", access=Permission.WRITE_TASKS, out=TaskOut, status=201, also={200: TaskOut}
)
def put_task(json: TaskIn) -> Any:
    """Create a task (201), or update the one that has this name (200)."""
    task, created = operations.put_task(json, caller().id)
    return TaskOut.model_validate(task), 201 if created else 200


@route(blueprint, "/tasks/<int:task_id>", "PATCH", access=Permission.WRITE_TASKS, out=TaskOut)
def edit_task(task_id: int, json: TaskEdit) -> Any:
    """Change a task; what is left out stays."""
    return TaskOut.model_validate(operations.edit_task(task_id, json, caller().id))


@route(
    blueprint, "/tasks/<int:task_id>", "DELETE", access=Permission.WRITE_TASKS, out=TaskOut, also={204: None}
)
def remove_task(task_id: int) -> Any:
    """Delete a task nobody booked (204), or retire it (200)."""
    retired = operations.remove_task(task_id, caller().id)
    return TaskOut.model_validate(retired) if retired else Response(status=204)


@route(blueprint, "/tasks/<int:task_id>/professionals", access=PUBLIC, out=ProfessionalPage)
def list_task_professionals(task_id: int, query: ProfessionalQuery) -> Any:
    """Who does this task, at a pincode where one is given; the best rated first."""
    operations.get_task(task_id)
    found = operations.find_professionals(task_id, query.pincode).options(*professionals.PROFILE)
    page = paginate(found, query, operations.BEST_FIRST)
    return ProfessionalPage(**page | {"items": professionals.show_professionals(page["items"])})


@route(blueprint, "/professionals/<int:professional_id>", access=PUBLIC, out=ProfessionalOut)
def get_professional(professional_id: int) -> Any:
    """An active professional's public profile."""
    return professionals.get_professional(professional_id)


@route(blueprint, "/pincodes/<string(length=6):pincode>", access=PUBLIC, out=PincodeOut, transaction="own")
def get_pincode(pincode: str) -> Any:
    """Where a pincode lies, for forms."""
    return pincodes.look_up(pincode)
