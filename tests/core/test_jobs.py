"""The queue carries hints, and nobody waits for a queue that is away."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from backend.core.jobs import LONGEST, PATIENCE, be_patient, hint, send
from backend.core.unit_of_work import unit_of_work
from backend.notifications.jobs import deliver
from tests.servers.processes import Child
from tests.servers.redis_server import RedisServer, start_redis
from tests.worlds import World


@pytest.fixture
def queue(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[RedisServer]:
    """A queue of this test's own, to be hung and killed."""
    server = start_redis()
    celery = world.app.extensions["celery"]
    monkeypatch.setitem(world.app.extensions, "queue_away_until", 0.0)
    before = celery.conf.broker_url
    _point(world, server.url())
    yield server
    _point(world, before)
    server.stop()


def _point(world: World, url: str) -> None:
    celery = world.app.extensions["celery"]
    celery.pool.force_close_all()
    celery.conf.broker_url = celery.conf.broker_write_url = url
    celery.amqp._producer_pool = celery._pool = None


def _seconds(world: World) -> float:
    begin = time.perf_counter()
    with world.app.app_context():
        send(deliver)
    return time.perf_counter() - begin


def test_nothing_lost_and_nothing_run_twice_by_the_queues_own_settings(world: World) -> None:
    settings = world.app.extensions["celery"].conf
    assert settings.task_acks_late
    assert settings.task_reject_on_worker_lost
    assert settings.worker_prefetch_multiplier == 1
    assert settings.accept_content == ["json"]
    assert settings.task_time_limit == LONGEST
    assert settings.broker_transport_options["visibility_timeout"] > LONGEST


def test_a_hint_leaves_after_the_commit_and_once(world: World, queue: RedisServer) -> None:
    with world.app.app_context(), queue.client() as client:
        with unit_of_work():
            hint(deliver)
            hint(deliver)
            assert client.llen("celery") == 0
        assert client.llen("celery") == 1
        with pytest.raises(ValueError, match="no"), unit_of_work():
            hint(deliver)
            raise ValueError("no")
        assert client.llen("celery") == 1


@pytest.mark.parametrize("how", ["hung", "gone"])
def test_nobody_waits_for_a_queue_that_is_away(world: World, queue: RedisServer, how: str) -> None:
    assert _seconds(world) < 1
    child: Child = queue.child
    if how == "gone":
        child.kill()
    else:
        os.kill(child.process.pid, signal.SIGSTOP)
    try:
        assert _seconds(world) < PATIENCE + 0.15
        assert _seconds(world) < 0.05, "it is left in peace for a moment"
    finally:
        if how == "hung":
            os.kill(child.process.pid, signal.SIGCONT)


def test_a_worker_is_more_patient(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    celery = world.app.extensions["celery"]
    before = celery.conf.broker_transport_options
    be_patient(celery)
    patient = celery.conf.broker_transport_options
    celery.conf.update(broker_transport_options=before, broker_connection_timeout=PATIENCE)
    assert patient["socket_timeout"] > before["socket_timeout"]
    assert "max_retries" not in patient
