"""Mails are kept whole and shown safely."""

import http.client
import smtplib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest

from backend.run import mail_html, mail_store
from tests.servers.processes import LOOPBACK, Child, answers, free_port, start, wait_until

NASTY = "<script>alert('namaste')</script>"
ROOT = Path(__file__).parents[2]


@dataclass
class Catcher:
    """A running mail catcher."""

    folder: Path
    smtp: int
    port: int

    def send(self, mail: EmailMessage) -> str:
        """Send a mail and return the name under which it is kept."""
        with smtplib.SMTP(LOOPBACK, self.smtp) as talk:
            talk.send_message(mail)
        return max(self.folder.glob("*.eml")).stem

    def get(self, path: str, host: str | None = None) -> tuple[int, str, str]:
        """The answer to a GET: status, content security policy and text."""
        talk = http.client.HTTPConnection(LOOPBACK, self.port, timeout=5)
        try:
            talk.request("GET", path, headers={"Host": host} if host else {})
            answer = talk.getresponse()
            return answer.status, answer.headers["Content-Security-Policy"], answer.read().decode()
        finally:
            talk.close()


@pytest.fixture(scope="module")
def catcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catcher]:
    """The real one, as `make run` starts it."""
    folder = tmp_path_factory.mktemp("catcher")
    made = Catcher(folder / "mail", free_port(), free_port())
    command = [sys.executable, "-m", "backend.run.mail_catcher", str(made.folder)]
    ports = ["--smtp-port", str(made.smtp), "--port", str(made.port)]
    child: Child = start([*command, *ports], log=folder / "log", cwd=ROOT)
    wait_until(lambda: answers(made.port) and answers(made.smtp), child)
    yield made
    child.stop()


def letter(subject: str = "Booked", html: str | None = "<h1>Booked</h1>") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, "Dastak <dastak@localhost>", "carl@example.com"
    mail["Date"] = "Mon, 06 Jul 2026 10:00:00 +0000"
    mail.set_content("Your booking is made. नमस्ते")
    if html is not None:
        mail.add_alternative(html, subtype="html")
    return mail


def test_a_mail_is_kept_whole_with_its_envelope(catcher: Catcher) -> None:
    name = catcher.send(letter())
    mail = mail_store.read(catcher.folder, name)
    assert mail
    assert (mail["Subject"], mail["Delivered-To"]) == ("Booked", "carl@example.com")
    assert "नमस्ते" in (mail_store.text(mail, "plain") or "")
    assert not list(catcher.folder.glob("*.part"))


def test_it_stands_in_the_list_and_opens(catcher: Catcher) -> None:
    name = catcher.send(letter("A visit tomorrow"))
    status, policy, listed = catcher.get("/")
    assert status == 200
    assert f'href="/mails/{name}"' in listed
    assert "A visit tomorrow" in listed
    assert "default-src 'none'" in policy
    _, _, opened = catcher.get(f"/mails/{name}")
    assert f'src="/mails/{name}/html"' in opened
    assert "नमस्ते" in opened


def test_nothing_in_a_mail_becomes_part_of_our_pages(catcher: Catcher) -> None:
    name = catcher.send(letter(NASTY))
    assert NASTY not in catcher.get("/")[2] + catcher.get(f"/mails/{name}")[2]


def test_its_html_may_run_and_load_nothing(catcher: Catcher) -> None:
    name = catcher.send(letter(html=f"<p>Hi</p>{NASTY}"))
    status, policy, shown = catcher.get(f"/mails/{name}/html")
    assert status == 200
    assert "<p>Hi</p>" in shown
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy


def test_the_file_itself_can_be_had(catcher: Catcher) -> None:
    name = catcher.send(letter())
    assert catcher.get(f"/mails/{name}.eml")[2].encode() == mail_store.source(catcher.folder, name)


@pytest.mark.parametrize("path", ["/mails/../../secret_key", "/mails/no-such-mail", "/other"])
def test_nothing_else_is_shown(catcher: Catcher, path: str) -> None:
    assert catcher.get(path)[0] == 404


def test_another_site_cannot_read_mails_under_its_own_name(catcher: Catcher) -> None:
    assert catcher.get("/", host="evil.example")[0] == 421


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert "Nothing yet" in mail_html.inbox(mail_store.newest(tmp_path))


def test_a_mail_without_html_or_subject_can_be_read() -> None:
    mail = EmailMessage()
    mail.set_content("only text")
    shown = mail_html.letter("name", mail)
    assert "only text" in shown
    assert "No subject" in shown
    assert "iframe" not in shown


def test_pictures_that_come_along_are_shown() -> None:
    mail = letter(html='<img src="cid:chart"><img src="cid:missing">')
    parts = mail.get_payload()
    assert isinstance(parts, list)
    html = parts[1]
    assert isinstance(html, EmailMessage)
    html.add_related(b"bytes", "image", "png", cid="<chart>")
    shown = mail_html.content(mail)
    assert 'src="data:image/png;base64,Ynl0ZXM="' in shown
    assert 'src="cid:missing"' in shown


def test_an_unknown_character_set_is_read_as_well_as_can_be(tmp_path: Path) -> None:
    raw = b"Subject: x\r\nContent-Type: text/plain; charset=klingon\r\n\r\nhello"
    path = mail_store.keep(tmp_path, "a@b", ["c@d"], raw)
    mail = mail_store.read(tmp_path, path.stem)
    assert mail
    assert "hello" in mail_html.letter(path.stem, mail)
