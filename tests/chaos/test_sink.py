"""The sink writes down exactly what it says, and is really away when it is away."""

import json
import os
import smtplib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chaos.evidence import Answer, read_answers
from chaos.processes import children, ports_to, quiet_port
from tests.servers.processes import LOOPBACK, Child, answers, start, wait_until
from tests.servers.stack import ROOT

Sink = Callable[[], Child]


@pytest.fixture
def port() -> int:
    """Where the sink is."""
    return quiet_port()


@pytest.fixture
def sink(port: int, tmp_path: Path) -> Iterator[Sink]:
    """Opens it, at the same port each time."""
    opened: list[Child] = []

    def open_() -> Child:
        words = ["-m", "chaos.sink", str(port), str(tmp_path / "answers"), "--refuse", "0.3"]
        opened.append(start([sys.executable, *words], log=tmp_path / "log", cwd=ROOT))
        wait_until(lambda: answers(port), opened[-1])
        return opened[-1]

    yield open_
    for child in opened:
        child.stop()


def written(folder: Path) -> list[Answer]:
    with (folder / "answers").open() as file:
        return list(read_answers(file))


def post(smtp: smtplib.SMTP, number: int) -> bool:
    """Send one mail; whether it was accepted."""
    text = f"Subject: x\r\nMessage-ID: <delivery-{number}@x>\r\n\r\nbody"
    try:
        smtp.sendmail("a@x", [f"p{number}@x"], text)
    except smtplib.SMTPDataError as error:
        assert error.smtp_code == 451
        return False
    return True


def test_what_it_says_is_what_it_writes(sink: Sink, port: int, tmp_path: Path) -> None:
    sink()
    with smtplib.SMTP(LOOPBACK, port) as smtp:
        heard = [post(smtp, number) for number in range(100)]
        assert smtp.sock is not None
        own = smtp.sock.getsockname()[1]
    told = written(tmp_path)
    assert [answer.accepted for answer in told] == heard
    assert 10 < heard.count(False) < 60
    assert [answer.message_id for answer in told] == [f"<delivery-{number}@x>" for number in range(100)]
    assert {(answer.port, answer.connection) for answer in told} == {(own, told[0].connection)}
    assert told[7].recipient == "p7@x"


def test_each_connection_has_a_name_of_its_own(sink: Sink, port: int, tmp_path: Path) -> None:
    sink()
    for number in range(2):
        with smtplib.SMTP(LOOPBACK, port) as smtp:
            post(smtp, number)
    assert len({answer.connection for answer in written(tmp_path)}) == 2


def test_it_goes_away_and_comes_back(sink: Sink, port: int, tmp_path: Path) -> None:
    child = sink()
    with smtplib.SMTP(LOOPBACK, port) as smtp:
        post(smtp, 1)
        child.stop()
        assert not answers(port)
        with pytest.raises(smtplib.SMTPException):
            post(smtp, 2)
    sink()
    with smtplib.SMTP(LOOPBACK, port) as smtp:
        post(smtp, 3)
    assert [answer.recipient for answer in written(tmp_path)] == ["p1@x", "p3@x"]


def test_half_a_line_is_left_for_later(tmp_path: Path) -> None:
    kept = {"at": 1, "accepted": True, "message_id": "m", "recipient": "r", "connection": "c", "port": 3}
    whole = json.dumps(kept | {"wall": 2}) + "\n"
    path = tmp_path / "answers"
    path.write_text(whole + whole[:20])
    with path.open() as file:
        assert len(list(read_answers(file))) == 1
        with path.open("a") as more:
            more.write(whole[20:])
        assert list(read_answers(file)) == [Answer(1, True, "m", "r", "c", 3)]
        assert list(read_answers(file)) == []


def test_a_process_s_connections_are_found(sink: Sink, port: int) -> None:
    child = sink()
    pid = child.process.pid
    with smtplib.SMTP(LOOPBACK, port) as smtp:
        smtp.noop()
        assert smtp.sock is not None
        own = smtp.sock.getsockname()[1]

        assert ports_to(port, [os.getpid()]) == {own}
        assert ports_to(port, [pid]) == frozenset()
        assert pid in children(os.getpid())
    assert ports_to(port, [os.getpid()]) == frozenset()
