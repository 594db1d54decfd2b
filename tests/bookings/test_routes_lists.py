"""Who sees which bookings, what of them, and how lists are filtered, sorted and paged."""

from typing import Any

import pytest

from tests.steps import assigned, at, book, closed, move
from tests.worlds import Person, World

PATHS = ["", "/history", ".ics"]


def _ids(who: Person, **query: Any) -> list[int]:
    return [booking["id"] for booking in who.get("/api/bookings", **query).ok()["items"]]


@pytest.mark.parametrize("rest", PATHS)
def test_the_foreign_and_the_absent_get_the_same_404(
    world: World, carl: Person, petra: Person, rest: str
) -> None:
    booking = assigned(world, carl, petra)
    for name in ("cora", "paul"):
        foreign = world.person(name).get(f"/api/bookings/{booking['id']}{rest}")
        foreign.problem(404, "not_found")
        for absent in (4711, 0, 10**30):
            assert world.person(name).get(f"/api/bookings/{absent}{rest}").body == foreign.body
        assert str(booking["id"]) not in foreign.text
    world.anyone().get(f"/api/bookings/{booking['id']}{rest}").problem(401, "unauthenticated")
    world.person("piya").get(f"/api/bookings/{booking['id']}{rest}").problem(403, "not_active")


@pytest.mark.parametrize("rest", PATHS)
@pytest.mark.parametrize("name", ["ada", "carl", "petra"])
def test_its_people_and_the_admin_see_it(
    world: World, carl: Person, petra: Person, name: str, rest: str
) -> None:
    booking = assigned(world, carl, petra)
    assert world.person(name).get(f"/api/bookings/{booking['id']}{rest}").status == 200


def _contacts(who: Person, booking: dict[str, Any]) -> tuple[str | None, str | None, str | None]:
    seen = who.get(f"/api/bookings/{booking['id']}").ok()
    professional = seen["professional"] or seen["offered_to"] or {"phone": None}
    return seen["customer"]["phone"], professional["phone"], seen["address"]


CARLS, PETRAS, HOME = "+919845012345", "+919845054321", "4 Residency Road, Bengaluru"


def test_contacts_pass_between_the_parties_of_an_assigned_booking_alone(
    world: World, ada: Person, carl: Person, petra: Person, paul: Person
) -> None:
    booking = book(world, carl, professional_id=petra.id)
    assert _contacts(petra, booking) == (None, None, None)
    assert _contacts(carl, booking)[1:] == (None, HOME)
    move(petra, booking, "accept")
    assert _contacts(petra, booking)[::2] == (CARLS, HOME)
    assert _contacts(carl, booking)[1:] == (PETRAS, HOME)
    assert _contacts(ada, booking) == (CARLS, PETRAS, HOME)
    move(petra, booking, "close")
    assert _contacts(petra, booking)[::2] == (None, None)
    assert _contacts(carl, booking)[1] is None


def test_nothing_private_is_in_a_list_an_offer_or_a_file(
    world: World, carl: Person, petra: Person, paul: Person
) -> None:
    booking = book(world, carl)
    for path in ("/api/bookings", f"/api/bookings/{booking['id']}", f"/api/bookings/{booking['id']}.ics"):
        for who in (petra, paul):
            text = who.get(path).text
            assert "Residency" not in text
            assert CARLS not in text
            assert "example.com" not in text
    visitor = world.anyone()
    for path in (f"/api/professionals/{petra.id}", f"/api/tasks/{world.town.tasks['tap']}/professionals"):
        assert PETRAS not in visitor.get(path).text
        assert "Residency" not in visitor.get(path).text


def test_customers_see_their_own_and_the_admin_all(
    world: World, ada: Person, carl: Person, cora: Person
) -> None:
    first, second = book(world, carl)["id"], book(world, cora)["id"]
    assert (_ids(carl), _ids(cora), _ids(ada)) == ([first], [second], [second, first])


def test_the_three_views_of_a_professional(
    world: World, carl: Person, cora: Person, petra: Person, paul: Person
) -> None:
    open_ = book(world, carl, scheduled_for=at(hours=9))["id"]
    for_petra = book(world, carl, scheduled_for=at(hours=8), professional_id=petra.id)["id"]
    far = book(world, carl, pincode="110001")["id"]
    near_petra = book(world, carl, scheduled_for=at(hours=7), pincode="560002")["id"]
    late = assigned(world, cora, petra, scheduled_for=at(hours=6))["id"]
    early = assigned(world, cora, petra, scheduled_for=at(hours=2))["id"]
    done = closed(world, carl, petra, scheduled_for=at(hours=4))["id"]
    assert set(_ids(petra, view="inbox")) == {open_, for_petra, near_petra}
    assert _ids(paul, view="inbox") == [open_]
    assert _ids(petra, view="schedule", sort="scheduled_for") == [early, late]
    assert _ids(petra, view="history") == [done]
    assert _ids(paul, view="schedule") == _ids(paul, view="history") == []
    assert far not in _ids(petra)


def test_a_professional_of_few_tasks_is_offered_those_alone(world: World, carl: Person, paul: Person) -> None:
    paul.patch("/api/me", {"tasks": [world.town.tasks["ac"]]}).ok()
    book(world, carl, "tap")
    ac = book(world, carl, "ac")["id"]
    assert _ids(paul, view="inbox") == [ac]


@pytest.fixture
def five(world: World, carl: Person, petra: Person) -> list[int]:
    """Carl's bookings, one hour apart: requested ×2, assigned, closed, cancelled."""
    make = [book(world, carl, "ac", scheduled_for=at(hours=1), remarks="the grey one")["id"]]
    make.append(book(world, carl, "sofa", scheduled_for=at(hours=3))["id"])
    make.append(assigned(world, carl, petra, scheduled_for=at(hours=5))["id"])
    make.append(closed(world, carl, petra, scheduled_for=at(hours=7))["id"])
    cancelled = book(world, carl, scheduled_for=at(days=2))
    make.append(move(carl, cancelled, "cancel", "No more need")["id"])
    return make


def test_filters(world: World, ada: Person, carl: Person, five: list[int]) -> None:
    ac, sofa, taken, done, gone = five
    assert _ids(carl, status="requested", sort="id") == [ac, sofa]
    assert _ids(carl, status="closed,cancelled", sort="id") == [done, gone]
    assert _ids(carl, status=["closed", "assigned"], sort="id") == [taken, done]
    assert _ids(carl, task_id=world.town.tasks["sofa"]) == [sofa]
    assert _ids(ada, person_id=carl.id, sort="id") == five
    assert _ids(carl, q="sofa") == [sofa]
    assert _ids(carl, q="GAS ref") == [ac]
    assert _ids(carl, q="petra", sort="id") == [taken, done]
    assert _ids(ada, q="carl rao", sort="id") == five
    assert _ids(carl, q="%") == _ids(carl, q="_") == _ids(carl, q="'; --") == []
    assert _ids(carl, from_="2026-06-16", sort="id") == [gone]
    assert _ids(carl, to="2026-06-15", sort="id") == [ac, sofa, taken, done]
    assert _ids(carl, from_=at(hours=3), to=at(hours=6), sort="id") == [sofa, taken]
    assert _ids(carl, from_="2026-06-15", to="2026-06-15", status="requested", q="ac") == [ac]


def test_one_filters_by_the_tasks_one_booked(
    world: World, ada: Person, carl: Person, cora: Person, petra: Person, paul: Person, five: list[int]
) -> None:
    def names(person: Person) -> list[str]:
        return [task["name"] for task in person.get("/api/bookings/tasks").ok()["items"]]

    ada.delete(f"/api/tasks/{world.town.tasks['ac']}").ok()
    assert names(carl) == names(ada) == ["AC check and gas refill", "Sofa cleaning", "Tap repair"]
    assert names(petra) == ["Tap repair"]
    assert names(cora) == names(paul) == []
    assert _ids(ada, person_id=petra.id, sort="id") == five[2:4]


def test_a_day_is_one_of_the_business_zone(world: World, carl: Person) -> None:
    # 18:30 in UTC is midnight in Kolkata.
    before = book(world, carl, scheduled_for="2026-06-16T18:29:59Z")["id"]
    after = book(world, carl, scheduled_for="2026-06-16T18:30:00Z")["id"]
    assert _ids(carl, from_="2026-06-16", to="2026-06-16") == [before]
    assert _ids(carl, from_="2026-06-17", to="2026-06-17") == [after]


def test_sorts(carl: Person, five: list[int]) -> None:
    ac, sofa, taken, done, gone = five
    assert _ids(carl) == five[::-1]
    assert _ids(carl, sort="scheduled_for") == five
    assert _ids(carl, sort="-scheduled_for") == five[::-1]
    assert _ids(carl, sort="price") == [taken, done, gone, sofa, ac]
    assert _ids(carl, sort="-price") == [ac, sofa, gone, done, taken]


@pytest.mark.parametrize("sort", ["id", "-id", "price", "-price", "scheduled_for", "-scheduled_for"])
def test_pages_by_number_and_by_cursor_show_each_row_once(carl: Person, five: list[int], sort: str) -> None:
    whole = _ids(carl, sort=sort)
    numbered = [id_ for page in (1, 2, 3) for id_ in _ids(carl, sort=sort, per_page=2, page=page)]
    assert numbered == whole
    walked, cursor = [], None
    while True:
        query = {"sort": sort, "per_page": 2} | ({"cursor": cursor} if cursor else {})
        page = carl.get("/api/bookings", **query).ok()
        assert page["total"] == 5
        walked += [booking["id"] for booking in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert walked == whole


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"page": 0}, "/page"),
        ({"page": "x"}, "/page"),
        ({"page": 10**30}, "/page"),
        ({"per_page": 0}, "/per_page"),
        ({"per_page": 101}, "/per_page"),
        ({"cursor": "nonsense"}, "/cursor"),
        ({"cursor": "W10"}, "/cursor"),
        ({"cursor": "e30"}, "/cursor"),
        ({"cursor": "x" * 601}, "/cursor"),
        ({"sort": "password_hash"}, "/sort"),
        ({"status": "new"}, "/status"),
        ({"status": "requested,new"}, "/status"),
        ({"view": "all"}, "/view"),
        ({"task_id": 0}, "/task_id"),
        ({"task_id": 10**30}, "/task_id"),
        ({"from": "yesterday"}, "/from"),
        ({"from": "2026-02-30"}, "/from"),
        ({"to": "2026-06-15T10:00:00"}, "/to"),
        ({"q": "x" * 81}, "/q"),
        ({"q": "a\x00b"}, "/q"),
        ({"nobody_knows": 1}, "/nobody_knows"),
    ],
)
def test_a_bad_question_is_refused_at_its_field(carl: Person, query: dict[str, Any], pointer: str) -> None:
    faults = carl.get("/api/bookings", **query).faults()
    assert all(each == pointer or each.startswith(f"{pointer}/") for each in faults), faults


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
@pytest.mark.parametrize("field", ["from", "to"])
def test_the_first_and_the_last_day_of_time_are_days(carl: Person, day: str, field: str) -> None:
    assert carl.get("/api/bookings", **{field: day}).status in {200, 422}


def test_the_calendar_file(world: World, carl: Person, petra: Person) -> None:
    booking = assigned(world, carl, petra)
    response = carl.get(f"/api/bookings/{booking['id']}.ics").response
    assert response.mimetype == "text/calendar"
    text = response.get_data(as_text=True)
    assert "SUMMARY:Tap repair" in text
    assert "DTSTART:20260616T063000Z" in text
    assert "STATUS:CONFIRMED" in text
    assert "\r\n" in text
