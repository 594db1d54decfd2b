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
    with ProcessPoolExecutor(1, mp_context=_context) as pool:
        return pool.submit(work, *given).result()
