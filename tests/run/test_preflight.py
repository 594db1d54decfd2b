"""What keeps us from starting, and what is said then."""

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backend.config import Settings
from backend.run import preflight
from backend.run.preflight import Lock, PreflightError
from tests.servers.processes import LOOPBACK, free_port


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens who shares it with whoever asks, as our own web server does."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.bind((LOOPBACK, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_named_with_a_way_out(taken: int) -> None:
    with pytest.raises(PreflightError, match=rf"^Port {taken} is taken .* make run PORT=\d+$"):
        preflight.check_port(LOOPBACK, taken, patience=0)
    assert preflight.first_free(LOOPBACK, taken) > taken


def test_a_free_port_is_no_trouble() -> None:
    preflight.check_port(LOOPBACK, free_port(), patience=0)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(PreflightError, match=r"^HOST=192\.0\.2\.1 is no address of this machine"):
        preflight.check_port("192.0.2.1", 8000, patience=0)


def test_one_at_a_time(tmp_path: Path) -> None:
    with closing(Lock(tmp_path, "http://here")) as first, closing(Lock(tmp_path, "http://there")) as second:
        first.take()
        with pytest.raises(
            PreflightError, match=r"already runs in this folder at http://here \(process \d+\)"
        ):
            second.take()
        first.close()
        second.take()


def test_who_is_about_to_go_is_waited_for_but_not_for_ever(tmp_path: Path) -> None:
    with closing(Lock(tmp_path, "http://here")) as first, closing(Lock(tmp_path, "http://there")) as second:
        first.take()
        first.note(stopping=True)
        with pytest.raises(PreflightError):
            second.take(patience=0.2)
        first.close()
        second.take()


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("redis_url", "redis://127.0.0.1:{port}/0"),
        ("database_url", "postgresql://user@127.0.0.1:{port}/name"),
        ("redis_url", "unix://{folder}/no.sock"),
    ],
)
def test_a_server_that_does_not_answer_is_named(tmp_path: Path, name: str, url: str) -> None:
    given = {name: url.format(port=free_port(), folder=tmp_path)}
    settings = Settings(data_dir=tmp_path, **given)  # type: ignore[arg-type]
    with pytest.raises(PreflightError, match=rf"^{name.upper()}: nothing answers at "):
        preflight.check_reachable(settings)


def test_what_we_run_ourselves_is_not_asked_for(tmp_path: Path) -> None:
    preflight.check_reachable(Settings(data_dir=tmp_path))


def test_a_folder_that_cannot_be_made_is_named() -> None:
    with pytest.raises(PreflightError, match=r"^DATA_DIR "):
        preflight.make_folders(Path("/proc/nowhere"))
