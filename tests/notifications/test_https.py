"""Posting to where a setting says: what each answer means, and that nothing leads anywhere else."""

import socket
import ssl
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from backend.notifications import dialling, https
from backend.notifications.dialling import dial
from backend.notifications.https import LONGEST_PAUSE, MOST, Call, post
from backend.notifications.outcomes import Refused, Unreachable
from tests.network import NetworkRefusedError
from tests.servers.http_sink import CERTIFICATE, HttpSink
from tests.servers.processes import free_port

INSIDE = [
    "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "0.1.2.3", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::",
    "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "fe80::1", "fe80::1%1",
    "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1", "2002:7f00:1::1", "2002:a00:1::1", "2001:0:7f00:1::1", "100::1", "4000::1",
]  # fmt: skip
OUTSIDE = [
    "8.8.8.8", "142.250.183.10", "2404:6800:4009:82b::200a", "::ffff:8.8.8.8", "64:ff9b::808:808",
]  # fmt: skip


def _call(base: str, **more: Any) -> Call:
    given: dict[str, Any] = {"path": "/here?key=hush-hush", "body": {"text": "नमस्ते"}, "headers": {}}
    return Call(base, **(given | {"secrets": ("hush-hush",)} | more))


def _refusal(base: str) -> Refused:
    with pytest.raises(Refused) as caught:
        post(_call(base))
    return caught.value


def _resolve_to(monkeypatch: pytest.MonkeyPatch, *answers: str | list[str]) -> list[str]:
    """Let names resolve to these addresses, each look-up to the next; gives the names that were asked."""
    asked: list[str] = []

    def look_up(host: str, port: int, **_: Any) -> Any:
        found = answers[min(len(asked), len(answers) - 1)]
        asked.append(host)
        return [_place(each, port) for each in ([found] if isinstance(found, str) else found)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def _place(address: str, port: int) -> Any:
    six = ":" in address
    family = socket.AF_INET6 if six else socket.AF_INET
    return family, socket.SOCK_STREAM, 6, "", (address, port, 0, 0) if six else (address, port)


def test_what_was_taken_is_given_back(sink: HttpSink) -> None:
    sink.answer(201, {"name": "spaces/A/messages/1"})
    assert post(_call(sink.url, headers={"authkey": "k"})) == '{"name": "spaces/A/messages/1"}'
    (request,) = sink.received
    assert (request.method, request.path, request.query) == ("POST", "/here", {"key": "hush-hush"})
    assert request.json == {"text": "नमस्ते"}
    assert request.headers["host"] == sink.url.removeprefix("http://")
    assert request.headers["content-type"] == "application/json; charset=UTF-8"
    assert request.headers["authkey"] == "k"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 413, 422, 451])
def test_a_refusal_for_good(sink: HttpSink, status: int) -> None:
    sink.answer(status, {"error": {"code": status, "message": "No such\nspace\u0000\u202e"}}, Retry_After="5")
    refused = _refusal(sink.url)
    assert (str(refused), refused.for_good, refused.pause) == (f"{status} No such space", True, None)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_refusal_for_now(sink: HttpSink, status: int) -> None:
    sink.answer(status, b"<html>busy</html>")
    refused = _refusal(sink.url)
    assert (str(refused), refused.for_good, refused.pause) == (f"{status} <html>busy</html>", False, None)


@pytest.mark.parametrize(
    ("asked", "pause"),
    [
        ("7", timedelta(seconds=7)),
        ("0", timedelta()),
        ("999999999", LONGEST_PAUSE),
        ("Mon, 15 Jun 2026 06:31:30 GMT", timedelta(seconds=90)),
        ("Mon, 15 Jun 2026 12:01:30 +0530", timedelta(seconds=90)),
        ("Mon, 15 Jun 2026 06:31:30 -0000", timedelta(seconds=90)),
        ("Mon, 15 Jun 2020 06:31:30 GMT", timedelta()),
        ("Mon, 15 Jun 2099 06:31:30 GMT", LONGEST_PAUSE),
        ("-7", None),
        ("7.5", None),
        ("soon", None),
        ("٧", None),
        ("9" * 400, None),
    ],
)
def test_how_long_it_wants_to_be_left_in_peace(
    sink: HttpSink, clock: time_machine.Traveller, asked: str, pause: timedelta | None
) -> None:
    sink.raw = f"HTTP/1.1 429 Slow down\r\nRetry-After: {asked}\r\nContent-Length: 0\r\n\r\n".encode()
    assert _refusal(sink.url).pause == pause


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "to", ["same", "http://169.254.169.254/latest", "//evil.example", "file:///etc/passwd"]
)
def test_a_redirect_is_never_followed(sink: HttpSink, status: int, to: str) -> None:
    sink.answer(status, {}, Location=f"{sink.url}/there" if to == "same" else to)
    refused = _refusal(sink.url)
    assert (str(refused), refused.for_good) == (f"{status} redirects are not followed", True)
    assert [(request.method, request.path) for request in sink.received] == [("POST", "/here")]
    assert sink.connections == 1


def test_a_proxy_of_the_environment_is_not_used(sink: HttpSink, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    post(_call(sink.url))
    assert len(sink.received) == 1


def test_who_hangs_up_is_unreachable(sink: HttpSink) -> None:
    sink.closing = True
    with pytest.raises(Unreachable, match="RemoteDisconnected"):
        post(_call(sink.url))


def test_nobody_there_is_unreachable() -> None:
    with pytest.raises(Unreachable, match="ConnectionRefusedError"):
        post(_call(f"http://127.0.0.1:{free_port()}"))


@pytest.mark.parametrize(
    "raw", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 hush-hush\r\n\r\n", b"HTTP/1.1 200 OK\r\n" * 400]
)
def test_what_is_no_http_is_unreachable(sink: HttpSink, raw: bytes) -> None:
    sink.raw = raw
    with pytest.raises(Unreachable) as caught:
        post(_call(sink.url))
    assert "hush" not in str(caught.value)


def test_a_silence_ends(sink: HttpSink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialling, "TIMEOUT", 0.3)
    sink.hanging = True
    with pytest.raises(Unreachable, match="timed out"):
        post(_call(sink.url))


def test_an_answer_that_drips_ends(sink: HttpSink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialling, "TIMEOUT", 0.3)
    sink.answer(200, b"." * 400)  # 20 seconds of it
    sink.dripping = True
    with pytest.raises(Unreachable, match="timed out"):
        post(_call(sink.url))


def test_no_more_than_a_little_is_read(sink: HttpSink) -> None:
    sink.answer(200, b"x" * (40 * MOST))
    assert post(_call(sink.url)) == "x" * MOST


def test_nothing_secret_is_told_and_no_number_in_full(sink: HttpSink) -> None:
    sink.answer(400, {"message": "key hush-hush of +91 98450 12345 or 919845012345, (98450)-12345"})
    said = str(_refusal(sink.url))
    assert said == "400 key … of +…45 or …45, (…45"
    assert "hush" not in repr(_call(sink.url))


def test_an_escape_hides_no_secret(sink: HttpSink) -> None:
    sink.answer(400, b'{"error": {"message": "bad \\u0068ush-hush"}}')
    assert str(_refusal(sink.url)) == "400 bad …"


@pytest.mark.parametrize("body", [b"[1]", b"7", b"null", b'{"error": null}', b'{"error": [1]}', b"[" * 9000])
def test_an_odd_reason_is_no_fault(sink: HttpSink, body: bytes) -> None:
    sink.answer(400, body)
    assert len(str(_refusal(sink.url))) <= 204


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_not_dialled(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    _resolve_to(monkeypatch, address)
    with pytest.raises(Unreachable, match=r"chat\.example has no address outside"):
        dial("chat.example", 443)


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_outside_is_dialled(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    _resolve_to(monkeypatch, address)
    with pytest.raises(NetworkRefusedError, match=address):
        dial("chat.example", 443)


def test_of_many_addresses_only_those_outside_are_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    _resolve_to(monkeypatch, ["127.0.0.1", "10.0.0.1", "8.8.4.4", "::1"])
    with pytest.raises(NetworkRefusedError, match=r"8\.8\.4\.4"):
        dial("chat.example", 443)


def test_a_name_that_changes_its_mind_is_looked_up_once(
    sink: HttpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: outside when it is checked, inside a moment later."""
    asked = _resolve_to(monkeypatch, "8.8.8.8", "127.0.0.1")
    with pytest.raises(NetworkRefusedError, match=r"8\.8\.8\.8"):
        post(_call(f"https://chat.example:{sink.port}"))
    assert asked == ["chat.example"]
    assert sink.connections == 0


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localtest", "127.0.0.1.nip.example"]
)
def test_only_an_address_of_this_machine_written_out_leads_to_it(
    sink: HttpSink, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    _resolve_to(monkeypatch, "127.0.0.1")
    with pytest.raises(Unreachable, match="has no address outside"):
        post(_call(f"https://{host}:{sink.port}"))
    assert sink.connections == 0


def test_this_machine_by_name_is_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    _resolve_to(monkeypatch, "10.0.0.1")
    with pytest.raises(Unreachable, match="has no address outside"):
        dial("localhost", 80)


def test_a_name_nobody_knows_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(-2, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreachable, match="gaierror"):
        post(_call("https://chat.example"))


def test_a_name_that_is_none_is_unreachable() -> None:
    with pytest.raises(Unreachable, match="UnicodeError"):
        post(_call(f"https://{'127.0.0.' + 'x' * 64}"))


@pytest.fixture
def secure(sink: HttpSink) -> HttpSink:
    """The sink, speaking TLS as localhost."""
    sink.speak_tls()
    return sink


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """We trust the sink's certificate, for the name it holds."""
    monkeypatch.setattr(https, "_trust", lambda: ssl.create_default_context(cafile=str(CERTIFICATE)))
    yield


def test_a_certificate_nobody_vouches_for_is_refused(secure: HttpSink) -> None:
    with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
        post(_call(f"https://localhost:{secure.port}"))
    assert secure.received == []


@pytest.mark.usefixtures("trusting")
def test_a_certificate_counts_for_its_own_name_alone(secure: HttpSink) -> None:
    with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
        post(_call(f"https://127.0.0.1:{secure.port}"))
    assert secure.received == []
    assert post(_call(f"https://localhost:{secure.port}")) == "{}"
    assert len(secure.received) == 1


def test_a_server_without_tls_gets_nothing(sink: HttpSink) -> None:
    with pytest.raises(Unreachable, match="SSLError"):
        post(_call(f"https://localhost:{sink.port}"))
    assert sink.received == []
