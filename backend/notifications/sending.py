"""Sending what was claimed: what the other side says decides what becomes of each delivery."""

from collections import deque
from collections.abc import Callable
from functools import partial

from backend.core.logs import log
from backend.core.unit_of_work import statements_alone
from backend.notifications import chat, claims, marks, sms
from backend.notifications.claims import Claim
from backend.notifications.mail import Outgoing, prepare
from backend.notifications.models import Channel, Delivery
from backend.notifications.outcomes import NotWanted, Refused, Unreachable
from backend.notifications.smtp import MailConnection

Post = Callable[[Delivery], None]

POSTS: dict[Channel, Post] = {Channel.CHAT: chat.post, Channel.SMS: sms.post}


def send_all(channel: Channel, held: Claim) -> bool:
    """Send what is held; False where the other side can't be talked to now."""
    if channel is Channel.MAIL:
        with MailConnection() as connection, statements_alone() as quickly:
            return _Mailing(held, connection, partial(marks.sent_for_now, quickly, held)).run()
    return all(_send(held, delivery, POSTS[channel]) for delivery in held.deliveries)


def _send(held: Claim, delivery: Delivery, post: Post) -> bool:
    try:
        post(delivery)
    except Unreachable as error:
        marks.put_off(held, delivery, str(error))
        return False
    except Exception as error:
        _note(held, delivery, error)
    else:
        marks.sent(held, delivery)
    return True


def _note(held: Claim, delivery: Delivery, error: Exception) -> None:
    if isinstance(error, NotWanted):
        marks.skipped(held, delivery, str(error))
    elif isinstance(error, Refused) and not error.for_good:
        marks.put_off(held, delivery, str(error), error.pause)
    elif isinstance(error, Refused):
        marks.failed(held, delivery, str(error))
    else:  # a fault of ours: it may pass (the database was away), and the others go out in any case
        log.error("notice_failed", delivery=delivery.id, kind=delivery.kind, exc_info=error)
        marks.put_off(held, delivery, f"{type(error).__name__}: {error}", most=marks.MOST_FAULTS)


class _Mailing:
    """A handful of mails over one connection.

    While the server takes one in, the one before is marked as sent and the next is written: at most
    two are handed over and not yet marked, whenever we are killed.
    """

    def __init__(self, held: Claim, connection: MailConnection, mark: Callable[[Delivery], None]) -> None:
        self.held, self.connection, self.mark = held, connection, mark
        self.left = deque(held.deliveries)
        self.upcoming: tuple[Delivery, Outgoing] | None = None
        self.on_its_way: Delivery | None = None
        self.handed_over: Delivery | None = None

    def run(self) -> bool:
        """Send them all; False where the server can't be talked to."""
        try:
            while self.left or self.upcoming or self.on_its_way:
                self._write_next()
                self._mark()
                self._finish()
                self._start_next()
        except Unreachable as error:
            self._break_off(str(error))
            return False
        finally:
            self._mark()
        return True

    def _write_next(self) -> None:
        while self.left and self.upcoming is None:
            delivery = self.left.popleft()
            try:
                self.upcoming = delivery, prepare(delivery)
            except Exception as error:
                _note(self.held, delivery, error)

    def _mark(self) -> None:
        if self.handed_over is not None:
            self.mark(self.handed_over)
            self.handed_over = None

    def _finish(self) -> None:
        if self.on_its_way is not None and self._accepted(self.on_its_way, self.connection.finish):
            self.handed_over = self.on_its_way
        self.on_its_way = None

    def _start_next(self) -> None:
        if self.upcoming is None:
            return
        (delivery, mail), self.upcoming = self.upcoming, None
        if not claims.hold_on(self.held):
            self.left.clear()
            return
        self.on_its_way = delivery
        if not self._accepted(delivery, partial(self.connection.start, mail)):
            self.on_its_way = None

    def _accepted(self, delivery: Delivery, step: Callable[[], None]) -> bool:
        try:
            step()
        except Refused as error:
            _note(self.held, delivery, error)
            return False
        return True

    def _break_off(self, error: str) -> None:
        # The rest would wait for the same silence, one time-out each.
        if self.on_its_way is not None:
            marks.put_off(self.held, self.on_its_way, error)
        untried = [self.upcoming[0]] if self.upcoming else []
        marks.give_back(self.held, [*untried, *self.left], error)
