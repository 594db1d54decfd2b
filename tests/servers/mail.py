"""A real SMTP server that keeps whole messages and can be told to refuse or to hang."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers.processes import LOOPBACK, free_port, wait_until

ACCEPT = "250 OK"


@dataclass(frozen=True)
class Mail:
    """One message as it came over the wire."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return str(self.message["Subject"])

    def text(self) -> str:
        """The plain-text part."""
        return self._part("plain")

    def html(self) -> str:
        """The HTML part."""
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body(preferencelist=(kind,))
        assert part is not None, f"no {kind} part in {self.subject!r}"
        content = part.get_content()
        assert isinstance(content, str)
        return content


@dataclass
class MailSink:
    """The server and what it received; `answer` is what it says to each message.

    `strangers` are the addresses it knows nobody at; `watch` is called with the number of each message
    that has come in, before it is answered.
    """

    port: int
    answer: str = ACCEPT
    hanging: bool = False
    strangers: set[str] = field(default_factory=set)
    watch: Callable[[int], None] | None = None
    received: list[Mail] = field(default_factory=list)
    attempts: int = 0
    _controller: Controller | None = None
    _changed: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Its address in the form of MAIL_URL."""
        return f"smtp://{LOOPBACK}:{self.port}"

    def refuse(self, answer: str = "451 try again later") -> None:
        """From now on answer every message with `answer` (a 4xx or 5xx line)."""
        self.answer = answer

    def hang(self) -> None:
        """From now on take messages and never answer."""
        self.hanging = True

    def reset(self) -> None:
        """Forget all messages and accept again."""
        self.answer, self.hanging, self.attempts = ACCEPT, False, 0
        self.strangers, self.watch = set(), None
        self.received.clear()

    def to(self, address: str) -> list[Mail]:
        """What `address` received, oldest first."""
        return [mail for mail in self.received if address in mail.recipients]

    def wait_for(self, count: int, within: float = 20.0) -> list[Mail]:
        """Wait until `count` messages are there."""
        wait_until(lambda: len(self.received) >= count, within=within)
        return list(self.received)

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take one recipient."""
        if address in self.strangers:
            return "550 no such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take one message; the name is the library's."""
        self.attempts += 1
        if self.watch is not None:
            self.watch(self.attempts)
        while self.hanging:
            await asyncio.sleep(0.05)
        if self.answer == ACCEPT:
            self.received.append(_read(envelope))
        return self.answer

    def start(self) -> None:
        """Serve from a thread of its own."""
        self._controller = Controller(self, hostname=LOOPBACK, port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """End the thread."""
        self.hanging = False
        if self._controller is not None:
            self._controller.stop()


def start_mail_sink() -> MailSink:
    """A sink on a free port of loopback."""
    sink = MailSink(free_port())
    sink.start()
    return sink


def _read(envelope: Envelope) -> Mail:
    content = envelope.original_content
    assert content is not None
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return Mail(str(envelope.mail_from), tuple(envelope.rcpt_tos), message)
