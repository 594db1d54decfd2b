"""Running our side, each time in a fresh process."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

# Forked from a process which has imported everything and done nothing: quick to start, small as a worker.
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["bench.ours.jobs"])


def in_a_process(work: Callable[..., T], *given: Any) -> T:
    """What `work` (a function of bench.ours.jobs) returns, done in a process of its own."""
    return in_processes(1, work, *given)[0]


def in_processes(many: int, work: Callable[..., T], *given: Any) -> list[T]:
    """The same done by so many at once, each on its own."""
    with ProcessPoolExecutor(many, mp_context=_context) as pool:
        return [each.result() for each in [pool.submit(work, *given) for _ in range(many)]]
