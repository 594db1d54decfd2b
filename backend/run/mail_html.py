"""How the mail catcher's pages look; every text from a mail goes through `escape`."""

import base64
import re
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html import escape
from pathlib import Path

from backend.run import mail_store

SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
"""Links open, outside the sandbox so that the pages they lead to work; nothing else does."""
STYLE = (Path(__file__).parent / "mail.css").read_bytes()


def page(title: str, body: str, refresh: bool = False) -> str:
    """A whole page; `title` is plain text and `body` HTML."""
    again = '<meta http-equiv="refresh" content="5">' if refresh else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{again}'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head>'
        f"<body><main>{body}</main></body></html>"
    )


def inbox(mails: list[tuple[str, EmailMessage]]) -> str:
    """The list of mails, latest first; it looks for new ones by itself."""
    rows = "".join(_row(name, mail) for name, mail in mails)
    shown = (
        f"<ul>{rows}</ul>"
        if mails
        else '<p class="empty soft">Nothing yet. What Dastak sends appears here.</p>'
    )
    head = '<h1>Mails</h1><p class="soft">Kept on this machine; nobody outside gets them.</p>'
    return page(f"Mails ({len(mails)})", head + shown, refresh=True)


def _row(name: str, mail: EmailMessage) -> str:
    return (
        f'<li><a href="/mails/{name}"><b>{_subject(mail)}</b><time>{_when(mail)}</time>'
        f'<span class="soft">{_said(mail, "To")}</span></a></li>'
    )


def letter(name: str, mail: EmailMessage) -> str:
    """One mail: who, what it looks like, what it says without HTML, and all its headers."""
    facts = "".join(
        f"<dt>{each}</dt><dd>{_said(mail, each)}</dd>"
        for each in ("From", "To", "Reply-To", "Date")
        if mail[each]
    )
    plain = mail_store.text(mail, "plain")
    shown = ""
    if mail_store.text(mail, "html") is not None:
        shown = f'<iframe sandbox="{SANDBOX}" title="The mail" src="/mails/{name}/html"></iframe>'
    if plain is not None:
        written = f"<pre>{escape(plain)}</pre>"
        shown += (
            f"<details><summary>Without pictures and colours</summary>{written}</details>"
            if shown
            else written
        )
    headers = escape("\n".join(f"{key}: {value}" for key, value in mail.items()))
    tail = f"<details><summary>Headers</summary><pre>{headers}</pre></details>"
    tail += f'<p><a href="/mails/{name}.eml">The file</a></p>'
    return page(
        str(mail["Subject"] or "No subject"),
        f'<p><a href="/">All mails</a></p><h1>{_subject(mail)}</h1><dl>{facts}</dl>{shown}{tail}',
    )


def content(mail: EmailMessage) -> str:
    """A mail's HTML for a sandboxed frame: its own pictures put in, its links opening outside."""
    pictures = mail_store.pictures(mail)

    def put_in(match: re.Match[str]) -> str:
        kind, data = pictures.get(match[1], ("", b""))
        return f"data:{kind};base64,{base64.b64encode(data).decode()}" if data else match[0]

    html = re.sub(r"cid:([^\"'>\s)]+)", put_in, mail_store.text(mail, "html") or "")
    return f'<base target="_blank">{html}'


def _subject(mail: EmailMessage) -> str:
    return _said(mail, "Subject") or "No subject"


def _said(mail: EmailMessage, header: str) -> str:
    return escape(str(mail[header] or ""))


def _when(mail: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(mail["Date"])).astimezone().strftime("%d %b %H:%M:%S")
    except (TypeError, ValueError):
        return ""
