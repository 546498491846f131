"""One contract for every engine: the real one, and the silent one, which may not promise more than the real one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from slowly.errors import VoiceError
from slowly.plan.words import count_words
from slowly.voices import Engine, engines, open_engine
from slowly.voices.registry import workers

LINES = ["I may rest before it is finished.", "The kettle is warm.", "Nothing has to be done."]


@pytest.fixture(params=["system", "silent"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    opened, wanted = open_engine(request.param)
    assert wanted is None
    yield opened
    opened.close()


def test_both_of_ours_are_registered() -> None:
    assert engines()[0] == "system"
    assert "silent" in engines()


def test_it_can_run_here(engine: Engine) -> None:
    assert engine.check() is None
    assert engine.voices()


def test_it_speaks_one_channel_of_sane_samples(engine: Engine) -> None:
    voice = engine.resolve(None, "en")
    for line in LINES:
        sound = engine.speak(line, voice, engine.rates[1])
        assert sound.samples.dtype == np.float32
        assert sound.samples.ndim == 1
        assert np.abs(sound.samples).max() <= 1.0
        assert 0.1 < sound.seconds / count_words(line) < 2.0
        assert (sound.peak > 0.05) == engine.audible


def test_a_higher_rate_is_quicker(engine: Engine) -> None:
    voice = engine.resolve(None, "en")
    lengths = [engine.speak(LINES[0], voice, rate).seconds for rate in engine.rates]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] > 1.3 * lengths[-1]


def test_more_words_take_longer(engine: Engine) -> None:
    voice = engine.resolve(None, "en")
    rate = engine.rates[2]
    assert engine.speak(" ".join(LINES), voice, rate).seconds > 1.8 * engine.speak(LINES[0], voice, rate).seconds


def test_it_speaks_from_several_threads_at_once_and_each_gets_its_own(engine: Engine) -> None:
    voice = engine.resolve(None, "en")
    rate = engine.rates[1]
    alone = {line: engine.speak(line, voice, rate).seconds for line in LINES}
    with ThreadPoolExecutor(6) as pool:
        lines = LINES * 6
        together = list(pool.map(lambda line: engine.speak(line, voice, rate).seconds, lines))
    assert together == pytest.approx([alone[line] for line in lines], abs=0.02)


def test_its_identity_names_the_voice_and_does_not_change(engine: Engine) -> None:
    voice = engine.resolve(None, "en")
    assert voice in engine.identity(voice)
    assert engine.identity(voice) == engine.identity(voice)


def test_an_unknown_voice_is_told(engine: Engine) -> None:
    with pytest.raises(VoiceError, match="no voice"):
        engine.speak("Hello.", engine.resolve("nobody-at-all", "en"), engine.rates[0])


def test_closing_twice_is_fine(engine: Engine) -> None:
    engine.speak("Hello there.", engine.resolve(None, "en"), engine.rates[0])
    engine.close()
    engine.close()


def test_there_is_a_worker_for_each_core_but_not_too_many() -> None:
    assert 1 <= workers() <= 4
