"""What the admin can do with deliveries; knows no HTTP."""

from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import joinedload

from backend.accounts import audit
from backend.core import clock
from backend.core.extensions import db
from backend.core.problems import Problem, not_found
from backend.notifications.claims import CHUNKS
from backend.notifications.models import Delivery, DeliveryStatus
from backend.notifications.operations import wake
from backend.notifications.schemas import DeliveryQuery, RetryIn

AGAIN = (DeliveryStatus.FAILED, DeliveryStatus.UNKNOWN)


def find(query: DeliveryQuery) -> Select[Delivery]:
    """The deliveries that fit the admin's filters, with who they are for."""
    statement = select(Delivery).options(joinedload(Delivery.user))
    for name in ("status", "kind", "channel", "user_id"):
        if (value := getattr(query, name)) is not None:
            statement = statement.where(getattr(Delivery, name) == value)
    return statement


def retry(delivery_id: int, actor_id: int) -> Delivery:
    """Send a failed or unknown delivery once more. Raises 404, and 409 with the status it met."""
    again = _put_back(Delivery.id == delivery_id, Delivery.status.in_(AGAIN))
    found = db.session.scalar(
        select(Delivery)
        .where(Delivery.id == delivery_id)
        .options(joinedload(Delivery.user))
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise not_found()
    if not again:
        detail = f"This delivery is {found.status.value}: only a failed or unknown one is sent again."
        raise Problem(409, "wrong_status", detail, delivery_status=found.status.value)
    audit.record("retry", "delivery", delivery_id, actor_id)
    wake([found.channel])
    return found


def retry_all(which: RetryIn, actor_id: int) -> int:
    """Send all that failed, or all in doubt, once more, of one kind or channel where named; how many."""
    wanted = which.model_dump(exclude_none=True)
    retried = _put_back(*(getattr(Delivery, name) == value for name, value in wanted.items()))
    if retried:
        named = {name: str(value) for name, value in wanted.items()}
        audit.record("retry_all", "delivery", 0, actor_id, retried=retried, **named)
        wake([which.channel] if which.channel else CHUNKS)
    return retried


def _put_back(*which: Any) -> int:
    # What the admin wants sent is never too old.
    put_back = db.session.execute(
        update(Delivery)
        .where(*which)
        .values(status=DeliveryStatus.PENDING, attempts=0, next_try_at=clock.now(), good_until=None)
        .execution_options(synchronize_session=False)
    )
    return int(put_back.rowcount)  # type: ignore[attr-defined]
