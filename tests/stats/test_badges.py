"""What waits for each role: counted right, changed when it changes, and cheap to ask for."""

import io
from typing import Any

import pytest
from sqlalchemy import select, update

from backend.bookings.models import Booking
from backend.notifications.models import Delivery, DeliveryStatus
from tests.api import Api
from tests.cast import FAR_PINCODE, NOW, PNG
from tests.jobs import run
from tests.statements import statements
from tests.steps import assigned, at, book, closed, move
from tests.worlds import Person, World


def _badges(person: Person) -> Any:
    return person.get("/api/badges").ok()


def test_a_professional_sees_what_can_still_be_accepted(
    world: World, carl: Person, petra: Person, paul: Person
) -> None:
    assert (_badges(petra)["inbox"], _badges(petra)["schedule"]) == (0, 0)
    first = book(world, carl)
    book(world, carl, professional_id=paul.id)
    book(world, carl, professional_id=petra.id, scheduled_for=at(days=3))
    book(world, carl, pincode=FAR_PINCODE)
    assert (_badges(petra)["inbox"], _badges(paul)["inbox"]) == (2, 2)
    move(petra, first, "reject")
    assert (_badges(petra)["inbox"], _badges(paul)["inbox"]) == (1, 2)
    move(paul, first, "accept")
    assert _badges(paul)["schedule"] == 0
    world.change(update(Booking).values(scheduled_for=NOW, ends_at=NOW))
    found = _badges(paul)
    assert (found["inbox"], found["schedule"]) == (0, 1)


def test_the_mark_changes_where_the_count_does_not(world: World, carl: Person, petra: Person) -> None:
    booking = book(world, carl)
    before = _badges(petra)
    edit = {"version": booking["version"], "remarks": "Ring twice"}
    carl.patch(f"/api/bookings/{booking['id']}", edit).ok()
    after = _badges(petra)
    assert (after["inbox"], before["inbox"]) == (1, 1)
    assert after["mark"] != before["mark"]


def test_a_customer_sees_which_bookings_have_news(world: World, carl: Person, petra: Person) -> None:
    first, second = book(world, carl), book(world, carl, scheduled_for=at(days=3))
    assert _badges(carl)["bookings"] == 0
    before = _badges(carl)["notices"]
    move(petra, first, "accept")
    move(petra, second, "accept")
    move(petra, second, "release", "My van broke down")
    found = _badges(carl)
    assert (found["bookings"], found["fresh"]) == (2, [second["id"], first["id"]])
    assert found["notices"] > before
    carl.post("/api/notifications/read", {"about": f"booking:{second['id']}"}).ok(204)
    assert _badges(carl)["fresh"] == [first["id"]]


def test_reading_about_one_booking_leaves_others_alone(world: World, carl: Person) -> None:
    one = book(world, carl)
    told = world.one(select(Delivery).where(Delivery.user_id == carl.id, Delivery.channel == "app"))
    tenfold = update(Delivery).where(Delivery.id == told.id).values(subject=f"booking:{one['id']}0:1")
    world.change(tenfold)
    carl.post("/api/notifications/read", {"about": f"booking:{one['id']}"}).ok(204)
    assert carl.get("/api/notifications").ok()["unread"] == 1


@pytest.mark.parametrize("about", ["", "booking:", "booking:0", "%", "booking:7:1", "a b", 7])
def test_a_strange_subject_is_refused(carl: Person, about: Any) -> None:
    carl.post("/api/notifications/read", {"about": about}).problem(422, "validation")


def test_the_admin_sees_papers_exports_and_deliveries(
    world: World, ada: Person, carl: Person, petra: Person, piya: Person
) -> None:
    before = _badges(ada)
    assert (before["approvals"], before["exports"], before["deliveries"]) == (0, 0, 0)
    piya.put("/api/me/document", data={"document": (io.BytesIO(PNG), "id.png")}).ok()
    petra.put("/api/me/document", data={"document": (io.BytesIO(PNG), "id.png")}).ok()
    export = ada.post("/api/exports", {"kind": "closed_bookings"}).ok(202)
    run(world, "run_export", export["id"])
    closed(world, carl, petra)
    mails = Delivery.channel == "mail"
    world.change(
        update(Delivery).where(mails, Delivery.kind == "booking_closed").values(status=DeliveryStatus.FAILED)
    )
    world.change(
        update(Delivery).where(mails, Delivery.kind == "booking_booked").values(status=DeliveryStatus.UNKNOWN)
    )
    found = _badges(ada)
    assert (found["approvals"], found["exports"], found["deliveries"]) == (2, 1, 2)
    assert found["mark"] != before["mark"]
    ada.post("/api/notifications/read", {"about": "export"}).ok(204)
    assert _badges(ada)["exports"] == 0


def test_who_waits_hears_only_of_notices(piya: Person) -> None:
    assert _badges(piya).keys() == {"notices", "mark"}


def test_nobody_else_hears_anything(anyone: Api) -> None:
    anyone.get("/api/badges").problem(401, "unauthenticated")


@pytest.mark.parametrize("who", ["ada", "carl", "petra"])
def test_asking_is_two_statements_besides_the_session(
    world: World, carl: Person, petra: Person, who: str
) -> None:
    assigned(world, carl, petra)
    person = world.person(who)
    with statements(world) as few:
        first = person.get("/api/badges")
    assert len(few) <= 3
    etag = {"If-None-Match": first.response.headers["ETag"]}
    again = person.call("GET", "/api/badges", headers=etag)
    assert (again.status, again.response.data) == (304, b"")
    book(world, carl, scheduled_for=at(days=4))
    assert person.call("GET", "/api/badges", headers=etag).status == 200
    assert world.count(Booking) == 2
