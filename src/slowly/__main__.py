"""`python -m slowly` and the `slowly` command; the first to run, so that even a Ctrl-C at once leaves no traceback."""

from __future__ import annotations

import os
import signal
from typing import NoReturn

INTERRUPTED, TERMINATED = 130, 143


def end_at_once() -> None:
    """Until something is begun that has to be tidied up, a signal simply ends the process."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: os._exit(TERMINATED))


def run() -> NoReturn:
    """Run the command line and exit."""
    end_at_once()
    from slowly.cli.main import run_and_exit  # only now that a signal can do no harm

    run_and_exit()


if __name__ == "__main__":
    run()
