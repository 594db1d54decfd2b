"""Talking to the mail server: time-outs, checked certificates, one connection for a handful of mails."""

import smtplib
import ssl
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

    A mail goes in two steps, so that one can do something else while the server takes it in.
    """

    def __init__(self) -> None:
        super().__init__(current_app.extensions["mail"])

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

    def start(self, mail: Outgoing) -> None:
        """Hand one mail over, all but the answer. Raises Refused about this mail, Unreachable about all."""
        try:
            host = self._dialled()
            self._expect(host, host.docmd("MAIL", f"FROM:<{mail.sender}>"), 250)
            self._expect(host, host.docmd("RCPT", f"TO:<{mail.recipient}>"), 250, 251)
            self._expect(host, host.docmd("DATA"), 354)
            host.send(mail.data)
        except (smtplib.SMTPException, OSError) as error:
            raise self._gone(error) from error

    def finish(self) -> None:
        """Wait for the answer to what was handed over. Raises as above."""
        try:
            host = self._dialled()
            self._expect(host, host.getreply(), 250)
        except (smtplib.SMTPException, OSError) as error:
            raise self._gone(error) from error

    def _dialled(self) -> smtplib.SMTP:
        self.host = self.host or self.configure_host()
        return self.host

    def _expect(self, host: smtplib.SMTP, answer: tuple[int, bytes], *codes: int) -> None:
        code, text = answer
        if code in codes:
            return
        if code == 421:  # it hangs up (RFC 5321, 3.8)
            self.drop()
        else:
            host.rset()
        raise Refused(f"{code} {text.decode(errors='replace')}", for_good=code >= 500)

    def _gone(self, error: Exception) -> Unreachable:
        self.drop()
        return Unreachable(f"{type(error).__name__}: {error}")
