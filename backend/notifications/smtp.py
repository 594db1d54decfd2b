"""Talking to the mail server: time-outs, checked certificates, one connection for a handful of mails."""

import select
import smtplib
import ssl
from collections.abc import Callable
from functools import cache
from types import TracebackType

from flask import current_app
from flask_mail import Connection

from backend.notifications.mail import Outgoing
from backend.notifications.outcomes import Refused, Unreachable

TIMEOUT = 15.0
"""How long a mail server may stay silent, in seconds; Flask-Mail would wait for ever."""


@cache
def _trusting() -> ssl.SSLContext:
    # Reading the machine's certificates takes 20 ms, as long as thirty mails.
    return ssl.create_default_context()


class MailConnection(Connection):
    """A connection that loses patience, checks certificates, and opens when it is first needed.

    While the server thinks, `meanwhile` is called for a piece of other work, until there is none (False).
    """

    def __init__(self, meanwhile: Callable[[], bool]) -> None:
        super().__init__(current_app.extensions["mail"])
        self.meanwhile = meanwhile

    def __enter__(self) -> "MailConnection":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.drop()

    def drop(self) -> None:
        """Hang up, politely where the other side still listens."""
        if self.host is not None:
            try:
                self.host.quit()
            except (smtplib.SMTPException, OSError):
                self.host.close()
            self.host = None

    def configure_host(self) -> smtplib.SMTP:
        """Dial, encrypt and sign in as the settings say."""
        mail = self.mail
        host = (
            smtplib.SMTP_SSL(mail.server, mail.port, timeout=TIMEOUT, context=_trusting())
            if mail.use_ssl
            else smtplib.SMTP(mail.server, mail.port, timeout=TIMEOUT)
        )
        if mail.use_tls:
            host.starttls(context=_trusting())
        if mail.username and mail.password:
            host.login(mail.username, mail.password)
        host.ehlo_or_helo_if_needed()
        return host

    def post(self, mail: Outgoing) -> None:
        """Hand one mail over. Raises Refused about this mail, Unreachable about all."""
        try:
            host = self._dialled()
            self._say(host, f"MAIL FROM:<{mail.sender}>", 250)
            self._say(host, f"RCPT TO:<{mail.recipient}>", 250, 251)
            self._say(host, "DATA", 354)
            host.send(mail.data)
            self._hear(host, 250)
        except (smtplib.SMTPException, OSError) as error:
            self.drop()
            raise Unreachable(f"{type(error).__name__}: {error}") from error

    def _dialled(self) -> smtplib.SMTP:
        self.host = self.host or self.configure_host()
        return self.host

    def _say(self, host: smtplib.SMTP, command: str, *codes: int) -> None:
        host.putcmd(command)
        self._hear(host, *codes)

    def _hear(self, host: smtplib.SMTP, *codes: int) -> None:
        while not _answers(host) and self.meanwhile():
            pass
        code, text = host.getreply()
        if code in codes:
            return
        if code == 421:  # it hangs up (RFC 5321, 3.8)
            self.drop()
        else:
            host.rset()
        raise Refused(f"{code} {text.decode(errors='replace')}", for_good=code >= 500)


def _answers(host: smtplib.SMTP) -> bool:
    return bool(select.select([host.file], [], [], 0)[0]) if host.file else True
