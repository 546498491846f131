"""Being told to stop, at a point where stopping is safe.

A signal's exception may be raised anywhere, in the middle of taking a lock too, which then stays taken and hangs
whatever tidies up. So while a session is made or played the command line only notes the signal, and the loops that
wait call check().
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

POLL_SECONDS = 0.1
"""How long a wait may last before it looks whether it should go on."""

HEEDED_SECONDS = 2.0
"""What was noted longer ago than this has met something that does not look, and will not."""

_pending: BaseException | None = None
_deferring = False
_since = 0.0
_tidying: list[Callable[[], None]] = []


@contextmanager
def deferred() -> Iterator[None]:
    """For its time, arrive() only notes what check() then raises; what nobody has checked is raised at the end.

    It wins over an error that is on its way out by then: whoever asked for an end wants to hear of nothing else.
    """
    global _deferring, _pending  # noqa: PLW0603 - signals are global too
    _deferring = True
    try:
        yield
        check()
    except Exception:
        check()
        raise
    finally:
        _deferring, _pending = False, None


def arrive(told: BaseException) -> None:
    """Called by a signal's handler: raise at once, or note it while deferred."""
    global _pending, _since  # noqa: PLW0603 - signals are global too
    if not _deferring:
        raise told
    if _pending is None:
        _since = time.monotonic()
    _pending = told


def unheeded() -> bool:
    """Whether something has arrived HEEDED_SECONDS ago or more, and nobody has looked since."""
    return _pending is not None and time.monotonic() - _since > HEEDED_SECONDS


def check() -> None:
    """Raise what has arrived. Does nothing on a thread other than the main one."""
    global _pending
    if _pending is not None and threading.current_thread() is threading.main_thread():
        told, _pending = _pending, None
        raise told


def at_end(tidy: Callable[[], None]) -> None:
    """Have something tidied up when the process ends, by a signal that nothing waits for as well. It must be quick."""
    _tidying.append(tidy)


def tidy_up() -> None:
    """Do what was left for the end, once."""
    while _tidying:
        _tidying.pop()()
