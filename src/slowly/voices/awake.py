"""Workers begun before anybody asks for them: one takes as long to wake as the sound libraries take to load."""

from __future__ import annotations

import logging
from collections import deque

from slowly.errors import StorageError
from slowly.interrupt import at_end, deferred
from slowly.voices.process import Worker, WorkerLostError
from slowly.voices.registry import DEFAULT_ENGINE, engine_of, workers

_awake: deque[Worker] = deque()

log = logging.getLogger(__name__)


def wake(voice: str | None) -> None:
    """Begin to start the workers that this voice will need, as `--voice` names it, and do not wait for them.

    Those that nobody takes are ended with the process. What goes wrong is told when one is asked to speak.
    """
    if voice is not None and engine_of(voice)[0] != DEFAULT_ENGINE:
        return
    at_end(dismiss)
    with deferred():  # a process must not be started and not noted
        for _ in range(workers() - len(_awake)):
            worker = Worker()
            try:
                worker.begin()
            except (WorkerLostError, StorageError) as error:
                log.info("no worker ahead of time: %s", error)
                return
            _awake.append(worker)


def worker() -> Worker:
    """One that is waking, or a new one."""
    return _awake.popleft() if _awake else Worker()


def dismiss() -> None:
    """End those that nobody has taken."""
    while _awake:
        _awake.popleft().kill()
