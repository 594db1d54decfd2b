"""Leaving while something begins, and one link pressed twice: nobody waits at a door for nobody."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count

from sqlalchemy import insert, select, update

from backend.accounts.models import AccountStatus, PasswordReset, User
from backend.accounts.reset_links import token_for
from backend.bookings.models import Booking, BookingStatus
from tests.cast import PASSWORD, customer, professional
from tests.races.conftest import Field
from tests.races.contest import Contest, Racer, statuses

ROUNDS = 20
LIVING = (BookingStatus.REQUESTED, BookingStatus.ASSIGNED)


def newcomer(ground: Field, name: str, path: str, given: dict[str, object]) -> tuple[int, Racer]:
    """Somebody new, signed in, on a connection of their own."""
    id_ = ground.world.anyone().post(f"/api/{path}", given).ok(201)["id"]
    ground.world.town.ids[name] = id_
    token = ground.world.anyone().signed_in(name).token or ""
    ground.world.town.tokens[name] = token
    return id_, ground.racer(name)


names: Iterator[int] = count()


def test_booking_and_leaving(ground: Field, contest: Callable[[int], Contest]) -> None:
    line = contest(2)
    at = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    given = {"task_id": ground.world.town.tasks["tap"], "scheduled_for": at}
    for _ in range(ROUNDS):
        name = f"leaver{next(names)}"
        id_, one = newcomer(ground, name, "add_customer", customer(name))
        other = ground.racer(name)
        booked, left = line.start(
            [
                partial(one.call, "POST", "/api/bookings", given),
                partial(other.call, "DELETE", "/api/me", {"password": PASSWORD}),
            ]
        )
        assert left.status in {204, 409}, left
        living = ground.world.count(Booking, Booking.customer_id == id_, Booking.status.in_(LIVING))
        assert living == (1 if left.status == 409 else 0)
        assert (booked.status == 201) == (left.status == 409)


def test_accepting_and_leaving(ground: Field, contest: Callable[[int], Contest]) -> None:
    line, ada = contest(2), ground.racer("ada")
    for (booking_id,) in ground.rows(ROUNDS):
        name = f"goer{next(names)}"
        id_, one = newcomer(ground, name, "add_professional", professional(name))
        ground.world.change(update(User).where(User.id == id_).values(status=AccountStatus.ACTIVE))
        other = ground.racer(name)
        accepted, left = line.start(
            [
                partial(one.move, booking_id, "accept"),
                partial(other.call, "DELETE", "/api/me", {"password": PASSWORD}),
            ]
        )
        assert left.status in {204, 409}, left
        assert (accepted.status == 200) == (left.status == 409), (accepted, left)
        holder = ground.world.one(select(Booking.professional_id).where(Booking.id == booking_id))
        assert holder == (id_ if left.status == 409 else None)
        assert ada.call("GET", f"/api/bookings/{booking_id}").status == 200


def test_one_link_pressed_four_times(ground: Field, contest: Callable[[int], Contest]) -> None:
    racers, line = [Racer(ground.stack.port, "") for _ in range(4)], contest(4)
    for number in range(5):
        reset_id = f"{number:032}"
        row = {"id": reset_id, "user_id": ground.world.town.ids["cora"], "created_at": datetime.now(UTC)}
        ground.world.change(insert(PasswordReset).values(**row))
        with ground.world.app.app_context():
            token = token_for(reset_id)
        passwords = [f"{PASSWORD} {number} {place}" for place in range(4)]
        outcomes = line.start(
            [
                partial(
                    racer.call,
                    "POST",
                    "/api/password-resets/use",
                    {"token": token, "new_password": password},
                )
                for racer, password in zip(racers, passwords, strict=True)
            ]
        )
        assert statuses(outcomes) == [204, 409, 409, 409]
        (won,) = [place for place, outcome in enumerate(outcomes) if outcome.status == 204]
        assert ground.world.anyone().signed_in("cora", passwords[won])
    for racer in racers:
        racer.close()
