"""Public profiles of active professionals."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from backend.accounts.models import Professional
from backend.catalogue.models import Task
from backend.catalogue.operations import find_professionals
from backend.catalogue.schemas import ProfessionalOut, TaskName
from backend.core.extensions import db
from backend.core.problems import not_found

PROFILE = (selectinload(Professional.task_rows), selectinload(Professional.pincode_rows))


def get_professional(professional_id: int) -> ProfessionalOut:
    """One active professional, or 404."""
    found = db.session.scalar(
        find_professionals().where(Professional.user_id == professional_id).options(*PROFILE)
    )
    if found is None:
        raise not_found()
    return show_professionals([found])[0]


def show_professionals(rows: Sequence[Professional]) -> list[ProfessionalOut]:
    """Public profiles with the names of the tasks, in one more query for all of them."""
    ids = {task_id for row in rows for task_id in row.tasks}
    names = (
        {task.id: task.name for task in db.session.scalars(select(Task).where(Task.id.in_(ids)))}
        if ids
        else {}
    )
    return [_shown(row, names) for row in rows]


def _shown(row: Professional, names: dict[int, str]) -> ProfessionalOut:
    return ProfessionalOut(
        id=row.user_id,
        firstname=row.user.firstname,
        lastname=row.user.lastname,
        compname=row.compname,
        exp=row.exp,
        rating=row.rating,
        rating_count=row.rating_count,
        tasks=[TaskName(id=task_id, name=names[task_id]) for task_id in row.tasks if task_id in names],
        pincodes=row.pincodes or [row.user.pincode],
        member_since=row.approved_at or row.user.created_at,
    )
