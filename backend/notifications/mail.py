"""How a letter leaves the house: mail by SMTP, with a time-out, one connection for many."""

import smtplib
import ssl
from email.charset import QP, Charset
from email.mime.text import MIMEText
from email.utils import parseaddr
from types import TracebackType
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app
from flask_mail import BadHeaderError, Connection, Message

from backend.config import Settings
from backend.notifications.letters import Letter
from backend.notifications.models import Delivery
from backend.notifications.outcomes import Refused, Unreachable

TIMEOUT = 20.0
"""How long a mail server may stay silent, in seconds; Flask-Mail would wait for ever."""

LOOPBACK = {"localhost", "127.0.0.1", "::1"}

# Lines of HTML grow longer than the 998 characters that SMTP carries (RFC 5322, 2.1.1).
_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP


def mail_config(settings: Settings) -> dict[str, Any]:
    """Flask-Mail's settings for MAIL_URL: smtps:// from the first byte, smtp:// with STARTTLS.

    STARTTLS is for those who sign in: a password goes over no network in the clear. A relay
    that asks for none, such as the mail catcher, is spoken to plainly.
    """
    url = urlsplit(settings.mail_url)
    secure = url.scheme == "smtps"
    return {
        "MAIL_SERVER": url.hostname,
        "MAIL_PORT": url.port or (465 if secure else 587 if url.username else 25),
        "MAIL_USE_SSL": secure,
        "MAIL_USE_TLS": not secure and bool(url.username) and url.hostname not in LOOPBACK,
        "MAIL_USERNAME": unquote(url.username) if url.username else None,
        "MAIL_PASSWORD": unquote(url.password) if url.password else None,
        "MAIL_DEFAULT_SENDER": settings.mail_from,
        "MAIL_SUPPRESS_SEND": False,
        "MAIL_DEBUG": False,
    }


class _Mail(Message):
    """A message in quoted-printable, whatever it holds."""

    def _mimetext(self, text: str | None, subtype: str = "plain") -> MIMEText:
        part = MIMEText("", subtype)
        del part["Content-Transfer-Encoding"]
        part.set_payload(text or "", _UTF8)
        return part


class MailConnection(Connection):
    """A connection that loses patience, checks certificates, and opens when it is first needed."""

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
        mail, context = self.mail, ssl.create_default_context()
        host = (
            smtplib.SMTP_SSL(mail.server, mail.port, timeout=TIMEOUT, context=context)
            if mail.use_ssl
            else smtplib.SMTP(mail.server, mail.port, timeout=TIMEOUT)
        )
        if mail.use_tls:
            host.starttls(context=context)
        if mail.username and mail.password:
            host.login(mail.username, mail.password)
        return host

    def post(self, delivery: Delivery, letter: Letter) -> None:
        """Hand one letter over. Raises Refused about this one, Unreachable about the server."""
        message = _mail(delivery, letter)
        try:
            if self.host is None:
                self.host = self.configure_host()
            self.send(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            raise _refused(code, text) from error
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
            raise _refused(error.smtp_code, error.smtp_error) from error
        except (BadHeaderError, UnicodeError) as error:
            raise Refused(f"this can't be put into a mail: {error}", for_good=True) from error
        except (smtplib.SMTPException, OSError) as error:
            self.drop()
            raise Unreachable(f"{type(error).__name__}: {error}") from error


def _refused(code: int, text: bytes | str) -> Refused:
    said = text.decode(errors="replace") if isinstance(text, bytes) else text
    return Refused(f"{code} {said}", for_good=code >= 500)


def _mail(delivery: Delivery, letter: Letter) -> Message:
    user = delivery.user
    message = _Mail(
        subject=letter.subject,
        recipients=[(f"{user.firstname} {user.lastname}".strip(), user.email)],
        body=letter.text,
        html=letter.html,
        extra_headers={"Auto-Submitted": "auto-generated"},  # RFC 3834: no holiday replies, please
    )
    message.msgId = message_id(delivery.id)
    return message


def message_id(delivery_id: int) -> str:
    """The same for every attempt, so that mail programs show a repeated mail once."""
    settings: Settings = current_app.extensions["settings"]
    return f"<delivery-{delivery_id}@{parseaddr(settings.mail_from)[1].partition('@')[2]}>"
