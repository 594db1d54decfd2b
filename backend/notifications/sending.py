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

PAIR, AHEAD = 2, 4
"""Mails that are marked in one go, and that are written before it is their turn."""

Post = Callable[[Delivery], None]

POSTS: dict[Channel, Post] = {Channel.CHAT: chat.post, Channel.SMS: sms.post}


def send_all(channel: Channel, held: Claim) -> bool:
    """Send what is held; False where the other side can't be talked to now."""
    if channel is Channel.MAIL:
        with statements_alone() as quickly:
            return _Mailing(held, partial(marks.sent_for_now, quickly, held)).run()
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

    While the server thinks, what it took is marked as sent and the next mails are written: at most
    three are handed over and not yet marked, whenever we are killed.
    """

    def __init__(self, held: Claim, mark: Callable[[list[Delivery]], None]) -> None:
        self.held, self.mark = held, mark
        self.left = deque(held.deliveries)
        self.written: deque[tuple[Delivery, Outgoing]] = deque()
        self.handed_over: list[Delivery] = []

    def run(self) -> bool:
        """Send them all; False where the server can't be talked to."""
        try:
            with MailConnection(self._work) as connection:
                while self._written() and claims.hold_on(self.held):
                    if not self._posted(connection, *self.written.popleft()):
                        return False
        finally:
            self._mark()
        return True

    def _written(self) -> bool:
        while self.left and not self.written:
            self._write()
        return bool(self.written)

    def _write(self) -> None:
        delivery = self.left.popleft()
        try:
            self.written.append((delivery, prepare(delivery)))
        except Exception as error:
            _note(self.held, delivery, error)

    def _work(self) -> bool:
        """Do a piece of what is to be done besides; False where there is nothing."""
        if len(self.handed_over) >= PAIR:
            self._mark()
        elif self.left and len(self.written) < AHEAD:
            self._write()
        elif self.handed_over:
            self._mark()
        else:
            return False
        return True

    def _mark(self) -> None:
        if self.handed_over:
            self.mark(self.handed_over)
            self.handed_over = []

    def _posted(self, connection: MailConnection, delivery: Delivery, mail: Outgoing) -> bool:
        if len(self.handed_over) >= PAIR:
            self._mark()
        try:
            connection.post(mail)
        except Refused as error:
            self._mark()  # or the one before would wait for as long as mails are refused
            _note(self.held, delivery, error)
        except Unreachable as error:
            self._break_off(delivery, str(error))
            return False
        else:
            self.handed_over.append(delivery)
        return True

    def _break_off(self, delivery: Delivery, error: str) -> None:
        # The rest would wait for the same silence, one time-out each.
        marks.put_off(self.held, delivery, error)
        untried = [delivery for delivery, _ in self.written]
        marks.give_back(self.held, [*untried, *self.left], error)
