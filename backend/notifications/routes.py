"""Notices, deliveries and jobs over HTTP."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from backend.accounts.permissions import Permission, caller
from backend.core import planner
from backend.core.http import route
from backend.core.pages import paginate, sorts
from backend.notifications import deliveries, operations, overview
from backend.notifications.models import Delivery
from backend.notifications.schemas import (
    DeliveryOut,
    DeliveryPage,
    DeliveryQuery,
    JobIn,
    JobsOut,
    NoticeOut,
    NoticePage,
    NoticeQuery,
    ReadIn,
    RetryIn,
    RetryOut,
    RunOut,
)

blueprint = Blueprint("notifications", __name__)

READ = Permission.READ_NOTICES
SORTS = sorts(Delivery.id, id=Delivery.id)


@route(blueprint, "/notifications", access=READ, out=NoticePage)
def list_notices(query: NoticeQuery) -> Any:
    """My notices; 304 to an unchanged If-None-Match, so that one may ask every ten seconds."""
    me = caller()
    version = f"{me.id}-{me.notice_count.version if me.notice_count else 0}"
    if request.if_none_match.contains_weak(version):
        return _tagged(Response(status=304), version)
    page = paginate(operations.find(query, me.id), query, SORTS[query.sort])
    items = [NoticeOut.model_validate(row) for row in page["items"]]
    shown = NoticePage(**page | {"items": items, "unread": operations.count_unread(me.id)})
    return _tagged(jsonify(shown.model_dump(mode="json")), version)


def _tagged(response: Response, version: str) -> Response:
    response.set_etag(version, weak=True)
    return response


@route(blueprint, "/notifications/read", "POST", access=READ, status=204)
def read_notices(json: ReadIn) -> Any:
    """Say that I have read these notices, those about one thing, or all of them."""
    operations.mark_read(caller().id, json.ids, json.about)
    return Response(status=204)


@route(blueprint, "/deliveries", access=Permission.MANAGE_DELIVERIES, out=DeliveryPage)
def list_deliveries(query: DeliveryQuery) -> Any:
    """What was sent, failed or skipped."""
    page = paginate(deliveries.find(query), query, SORTS[query.sort])
    return DeliveryPage(**page | {"items": [DeliveryOut.model_validate(row) for row in page["items"]]})


@route(
    blueprint, "/deliveries/<int:delivery_id>/retry", "POST",
    access=Permission.MANAGE_DELIVERIES, out=DeliveryOut,
)  # fmt: skip
def retry_delivery(delivery_id: int) -> Any:
    """Send a failed or unknown delivery once more."""
    return DeliveryOut.model_validate(deliveries.retry(delivery_id, caller().id))


@route(blueprint, "/deliveries/retry", "POST", access=Permission.MANAGE_DELIVERIES, out=RetryOut)
def retry_deliveries(json: RetryIn) -> Any:
    """Send all that failed, or all in doubt, once more."""
    return RetryOut(retried=deliveries.retry_all(json, caller().id))


@route(blueprint, "/jobs", access=Permission.MANAGE_JOBS, out=JobsOut)
def list_jobs() -> Any:
    """The named jobs with their last and next runs."""
    return overview.jobs()


@route(blueprint, "/jobs/<string:name>", "POST", access=Permission.MANAGE_JOBS, out=RunOut, status=202)
def run_job(name: str, json: JobIn) -> Any:
    """Run a job now; a report's period is a month, YYYY-MM."""
    overview.check(name, json.period)
    return RunOut.model_validate(planner.ask(name, caller().id, json.period)), 202
