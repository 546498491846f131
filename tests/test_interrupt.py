from __future__ import annotations

import pytest

from slowly.errors import SoundError, Terminated
from slowly.interrupt import arrive, check, deferred


def go_wrong(told: BaseException) -> None:
    """Be told to stop, and then come upon something else before anybody looks."""
    arrive(told)
    raise SoundError("a.flac is silent.")


@pytest.mark.parametrize("told", [KeyboardInterrupt, Terminated])
def test_being_told_to_stop_wins_over_what_goes_wrong_meanwhile(told: type[BaseException]) -> None:
    with pytest.raises(told), deferred():
        go_wrong(told())


def be_told_twice() -> None:
    arrive(KeyboardInterrupt())
    try:
        check()
    finally:
        arrive(Terminated())


def test_the_first_that_was_raised_is_the_one_that_counts() -> None:
    with pytest.raises(KeyboardInterrupt), deferred():
        be_told_twice()
    check()


def test_an_error_is_an_error_where_nobody_asked_for_an_end() -> None:
    with pytest.raises(SoundError), deferred():
        raise SoundError("a.flac is silent.")
