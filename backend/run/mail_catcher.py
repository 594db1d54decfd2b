"""Takes every mail that Dastak sends, keeps it as a file and shows it."""

import argparse
import asyncio
import signal
import threading
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from backend.run import mail_page, mail_store

LARGEST = 30_000_000
"""Bytes of the largest mail that is taken."""


class Keeper:
    """Answers a sender only once the mail is on the disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep one mail; the name is the library's."""
        content = envelope.original_content or b""
        recipients = [str(each) for each in envelope.rcpt_tos]
        await asyncio.to_thread(mail_store.keep, self.folder, envelope.mail_from or "", recipients, content)
        return "250 Kept"


async def serve(folder: Path, host: str, smtp_port: int) -> None:
    """Take mails until we are asked to stop."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    keeper = Keeper(folder)

    def conversation() -> SMTP:
        return SMTP(
            keeper, hostname="dastak.localhost", ident="Dastak", enable_SMTPUTF8=True, data_size_limit=LARGEST
        )

    async with await loop.create_server(conversation, host, smtp_port):
        await stop.wait()


def main() -> None:
    """Serve mails and pages until stopped."""
    parser = argparse.ArgumentParser(description="Keeps every mail as a file and shows it.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--smtp-port", type=int, default=1025)
    parser.add_argument("--port", type=int, default=8025)
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    pages = mail_page.server(wanted.folder, wanted.host, wanted.port)
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    asyncio.run(serve(wanted.folder, wanted.host, wanted.smtp_port))


if __name__ == "__main__":
    main()
