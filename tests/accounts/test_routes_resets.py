"""A forgotten password: a link by mail to whoever has an account, and not a word to anybody else."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import event, select, update

from backend.accounts.models import AccountStatus, AuditEntry, PasswordReset, User
from backend.accounts.reset_links import token_for
from backend.core.extensions import db
from backend.notifications.models import Delivery, DeliveryStatus
from tests.api import Api
from tests.cast import PASSWORD
from tests.jobs import run
from tests.servers.mail import MailSink
from tests.worlds import Person, World

NEW = "another long evening"
LINK = re.compile(r"https?://\S+/reset#(\S+)")
RESET = Delivery.kind == "account_password_reset"


@pytest.fixture(autouse=True)
def _nothing_else(world: World) -> None:
    """Only what the test itself is about is owed."""
    world.change(update(Delivery).where(Delivery.status == "pending").values(status=DeliveryStatus.SENT))


def ask(world: World, email: str = "carl@example.com") -> None:
    """Ask for a link, as anybody may."""
    assert world.anyone().post("/api/password-resets", {"email": email}).ok(202) == {"minutes": 60}


def asked(world: World, outbox: MailSink, email: str = "carl@example.com") -> str:
    """The token of the link that was sent to who asked."""
    ask(world, email)
    run(world, "deliver")
    found = LINK.search(outbox.to(email)[-1].text())
    assert found
    return found[1]


def use(world: World, token: str, password: str = NEW) -> object:
    """Try to choose a new password."""
    return world.anyone().post("/api/password-resets/use", {"token": token, "new_password": password})


def test_who_forgot_gets_in_again(world: World, carl: Person, outbox: MailSink) -> None:
    token = asked(world, outbox)
    world.anyone().post("/api/password-resets/use", {"token": token, "new_password": NEW}).ok(204)
    carl.get("/api/me").problem(401, "token_revoked")
    world.anyone().post("/api/check", {"username": "carl", "password": PASSWORD}).problem(
        401, "bad_credentials"
    )
    assert world.anyone().signed_in("carl", NEW).get("/api/me").ok()
    (entry,) = world.all(select(AuditEntry).where(AuditEntry.action == "reset_password"))
    assert (entry.actor_id, entry.subject_id) == (carl.id, carl.id)


def test_the_owner_is_told_of_the_new_password(world: World, carl: Person, outbox: MailSink) -> None:
    use(world, asked(world, outbox))
    run(world, "deliver")
    change = {"current_password": NEW, "new_password": PASSWORD}
    world.anyone().signed_in("carl", NEW).post("/api/me/password", change).ok(204)
    run(world, "deliver")
    told = [mail.subject for mail in outbox.to("carl@example.com")]
    assert told == ["Choose a new password", *["Your password was changed"] * 2]
    assert "/reset" in outbox.received[-1].text()
    assert carl.name == "carl"


def test_nobody_else_hears_of_it_and_all_get_one_answer(world: World, outbox: MailSink) -> None:
    world.change(update(User).where(User.username == "cora").values(status=AccountStatus.BLOCKED))
    for email in ("carl@example.com", "cora@example.com", "nobody@example.com", "CARL@Example.com"):
        ask(world, email)
    run(world, "deliver")
    assert {mail.recipients for mail in outbox.received} == {("carl@example.com",)}
    assert world.count(Delivery, RESET, Delivery.status == "sent") == 1, "the newest link alone"


def test_asking_costs_the_same_for_known_and_unknown(world: World) -> None:
    with world.app.app_context():
        engine = db.engine
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        ask(world)
        known = sent.copy()
        sent.clear()
        ask(world, "nobody@example.com")
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert sent == known


def test_no_row_and_no_list_holds_the_token(world: World, ada: Person, outbox: MailSink) -> None:
    token = asked(world, outbox)
    signature = token.rpartition(".")[2]
    assert signature not in repr(world.dump())
    assert signature not in ada.get("/api/deliveries").text


def test_a_link_works_once(world: World, outbox: MailSink) -> None:
    token = asked(world, outbox)
    body = {"token": token, "new_password": NEW}
    world.anyone().post("/api/password-resets/use", body).ok(204)
    world.anyone().post("/api/password-resets/use", body).problem(409, "reset_expired")


def test_a_link_is_good_for_an_hour(world: World, outbox: MailSink, clock: time_machine.Traveller) -> None:
    token = asked(world, outbox)
    clock.shift(timedelta(minutes=60))
    body = {"token": token, "new_password": NEW}
    world.anyone().post("/api/password-resets/use", body).problem(409, "reset_expired")


def test_only_the_newest_link_works(world: World, outbox: MailSink) -> None:
    first, second = asked(world, outbox), asked(world, outbox)
    refused = world.anyone().post("/api/password-resets/use", {"token": first, "new_password": NEW})
    refused.problem(409, "reset_expired")
    world.anyone().post("/api/password-resets/use", {"token": second, "new_password": NEW}).ok(204)


def test_a_change_of_password_ends_the_link(world: World, carl: Person, outbox: MailSink) -> None:
    token = asked(world, outbox)
    carl.post("/api/me/password", {"current_password": PASSWORD, "new_password": "chosen meanwhile"}).ok(204)
    body = {"token": token, "new_password": NEW}
    world.anyone().post("/api/password-resets/use", body).problem(409, "reset_expired")


def test_a_block_ends_the_link(world: World, ada: Person, carl: Person, outbox: MailSink) -> None:
    token = asked(world, outbox)
    ada.post(f"/api/users/{carl.id}/moves", {"action": "block", "reason": "Never there"}).ok()
    body = {"token": token, "new_password": NEW}
    world.anyone().post("/api/password-resets/use", body).problem(409, "reset_expired")


def test_a_forged_link_is_answered_like_an_old_one(world: World, outbox: MailSink) -> None:
    token = asked(world, outbox)
    spent = {"token": token, "new_password": NEW}
    world.anyone().post("/api/password-resets/use", spent).ok(204)
    answers = [world.anyone().post("/api/password-resets/use", spent).problem(409, "reset_expired")]
    with world.app.app_context():
        unknown = token_for("0" * 32)
    for forged in (token[:-1] + "x", "nonsense", "ä", ".", unknown, f"{'0' * 32}.{token[-27:]}"):
        body = {"token": forged, "new_password": NEW}
        answers.append(world.anyone().post("/api/password-resets/use", body).problem(409, "reset_expired"))
    assert all(answer == answers[0] for answer in answers)


def test_an_access_token_is_no_link(world: World, carl: Person) -> None:
    body = {"token": carl.token, "new_password": NEW}
    assert world.anyone().post("/api/password-resets/use", body).faults() == {"/token": "too_long"}


@pytest.mark.parametrize(
    ("password", "code"),
    [("short", "too_short"), ("carl", "too_short"), ("CARL@example.com", "common_password")],
)
def test_the_rules_of_passwords_hold(world: World, outbox: MailSink, password: str, code: str) -> None:
    token = asked(world, outbox)
    refused = world.anyone().post("/api/password-resets/use", {"token": token, "new_password": password})
    assert refused.faults() == {"/new_password": code}
    world.anyone().post("/api/password-resets/use", {"token": token, "new_password": NEW}).ok(204)


def test_the_same_rules_hold_for_a_change(carl: Person) -> None:
    change = {"current_password": PASSWORD, "new_password": "carl@example.com"}
    assert carl.post("/api/me/password", change).faults() == {"/new_password": "common_password"}


@pytest.mark.parametrize("email", ["carl", "", None, 7, "a@b@c"])
def test_what_is_no_mail_address_is_said_so(anyone: Api, email: object) -> None:
    assert anyone.post("/api/password-resets", {"email": email}).faults().keys() == {"/email"}


def test_a_late_mail_is_not_sent(world: World, outbox: MailSink, clock: time_machine.Traveller) -> None:
    ask(world)
    outbox.refuse()
    run(world, "deliver")
    outbox.reset()
    clock.shift(timedelta(hours=1))
    run(world, "sweep_deliveries")
    assert world.one(select(Delivery.status).where(RESET)) is DeliveryStatus.SKIPPED
    world.change(update(Delivery).where(RESET).values(status=DeliveryStatus.FAILED))
    ada = world.anyone().signed_in("ada")
    again = ada.get("/api/deliveries", kind="account_password_reset").ok()["items"][0]["id"]
    ada.post(f"/api/deliveries/{again}/retry").ok()
    run(world, "deliver")
    assert outbox.received == []
    assert world.one(select(Delivery.last_error).where(RESET)) == "too late to be of use"


def test_whoever_wants_no_mails_still_gets_this_one(world: World, carl: Person, outbox: MailSink) -> None:
    carl.put("/api/me/channels", {"mail": False, "chat": False, "sms": False}).ok()
    assert asked(world, outbox)
    kinds = [notice["kind"] for notice in carl.get("/api/notifications").ok()["items"]]
    assert "account_password_reset" not in kinds


def test_it_is_written_in_the_readers_language(world: World, carl: Person, outbox: MailSink) -> None:
    carl.patch("/api/me", {"locale": "hi"}).ok()
    assert asked(world, outbox)
    assert outbox.received[-1].subject == "नया पासवर्ड चुनें"
    assert "/reset#" in outbox.received[-1].html()


def test_old_rows_are_swept(world: World, outbox: MailSink, clock: time_machine.Traveller) -> None:
    asked(world, outbox)
    ask(world, "nobody@example.com")
    clock.shift(timedelta(days=2))
    ask(world, "somebody@example.com")
    assert world.count(PasswordReset) == 1


def test_the_waiting_may_forget_too(world: World, outbox: MailSink) -> None:
    token = asked(world, outbox, "piya@example.com")
    world.anyone().post("/api/password-resets/use", {"token": token, "new_password": NEW}).ok(204)
    assert world.anyone().signed_in("piya", NEW).get("/api/me").ok()["status"] == "pending"
