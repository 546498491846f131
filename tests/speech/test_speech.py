from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from slowly.errors import VoiceError
from slowly.plan import Plan, Wishes, plan_loop, plan_script
from slowly.script import parse, read
from slowly.sound import Sound
from slowly.speech import Cache, Speech
from slowly.speech.calibration import REFERENCE
from slowly.units import SAMPLE_RATE, Ms
from slowly.voices.cast import Cast, Role
from slowly.voices.engine import Engine, VoiceInfo
from slowly.voices.silent import SilentEngine
from slowly.voices.system import SystemEngine

PlanOf = Callable[..., Plan]
SCRIPTS = Path(__file__).parents[2] / "scripts"
TEXT = "You can stay.\nFind a place, if you like, where nothing is asked of you.\n> I may rest before it is finished."


class Watched(SilentEngine):
    """The silent voice, telling what it was asked to say."""

    def __init__(self, refuse: str | None = None) -> None:
        super().__init__(workers=3)
        self.said: list[str] = []
        self.refuse = refuse
        self._noting = threading.Lock()

    def speak(self, text: str, voice: str, rate: int) -> Sound:
        if self.refuse and self.refuse in text:
            raise VoiceError("It cannot be said.")
        with self._noting:
            if text not in REFERENCE:
                self.said.append(text)
        return super().speak(text, voice, rate)

    def voices(self) -> Sequence[VoiceInfo]:
        return super().voices()


def alone(engine: Engine) -> Cast:
    voice = engine.resolve(None, "en")
    return Cast({None: Role(engine, voice)})


def speak(plan: Plan, engine: Engine, folder: Path) -> tuple[list[float], Speech]:
    with Speech(plan, alone(engine), Cache(folder)) as speech:
        return [clip.frames / SAMPLE_RATE * 1_000 for clip in speech.clips()], speech


def test_each_utterance_becomes_a_clip_in_order_and_takes_its_time(plan_of: PlanOf, tmp_path: Path) -> None:
    plan = plan_of(TEXT)
    lengths, _ = speak(plan, Watched(), tmp_path)
    assert lengths == pytest.approx([said.target_ms for said in plan.utterances], rel=0.01)


def test_what_was_spoken_once_is_not_spoken_again(plan_of: PlanOf, tmp_path: Path) -> None:
    first, again = Watched(), Watched()
    speak(plan_of(TEXT), first, tmp_path)
    _, speech = speak(plan_of(TEXT), again, tmp_path)
    assert first.said
    assert again.said == []
    assert speech.count.spoken == 0
    assert speech.count.cached == len(first.said)


def test_one_edited_line_speaks_one_line(plan_of: PlanOf, tmp_path: Path) -> None:
    speak(plan_of(TEXT), Watched(), tmp_path)
    edited = Watched()
    speak(plan_of(TEXT.replace("You can stay.", "You can go.")), edited, tmp_path)
    assert edited.said == ["You can go."]


def test_a_line_that_cannot_be_spoken_is_told_with_its_place(plan_of: PlanOf, tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match=r"test.md:3:3: It cannot be said") as caught:
        speak(plan_of(TEXT), Watched(refuse="rest"), tmp_path)
    assert caught.value.exit_code == 69
    assert caught.value.at is not None
    assert caught.value.at.text == "> I may rest before it is finished."


def test_what_was_spoken_before_a_failure_is_kept(plan_of: PlanOf, tmp_path: Path) -> None:
    with pytest.raises(VoiceError):
        speak(plan_of(TEXT), Watched(refuse="rest"), tmp_path)
    later = Watched()
    speak(plan_of(TEXT), later, tmp_path)
    assert all("rest" in said or "finished" in said for said in later.said)


def test_a_loop_speaks_its_line_once_however_often_it_comes_round(tmp_path: Path) -> None:
    engine = Watched()
    plan = plan_loop(parse("I may rest."), gap_ms=Ms(1_000), for_ms=Ms(3_600_000), wishes=Wishes())
    with Speech(plan, alone(engine), Cache(tmp_path)) as speech:
        clips = list(islice(speech.clips(), 200))
    assert len({id(clip) for clip in clips}) == 1
    assert engine.said == ["I may rest."]


def test_only_a_little_is_spoken_ahead(plan_of: PlanOf, tmp_path: Path) -> None:
    engine = Watched()
    plan = plan_of("\n".join(f"This is line {number}." for number in range(200)))
    with Speech(plan, alone(engine), Cache(tmp_path)) as speech:
        next(speech.clips())
        assert len(engine.said) < 40


def test_leaving_in_the_middle_ends_everything(plan_of: PlanOf, tmp_path: Path) -> None:
    engine = SystemEngine(2)
    plan = plan_of("\n".join(f"This is line {number}." for number in range(50)))
    with Speech(plan, alone(engine), Cache(tmp_path)) as speech:
        next(speech.clips())
    assert all(worker.pid is None for worker in engine._processes)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("speech")]


@pytest.mark.parametrize("pace", [60, 75, 90, 110, 130, 160])
def test_the_real_voice_keeps_its_pace(plan_of: PlanOf, warm_home: Path, pace: int) -> None:
    text = (SCRIPTS / "grief.md").read_text(encoding="utf-8").split("# The coat")[1]
    plan = plan_of(text.split("# Come back")[0], pace_wpm=pace)
    lengths, _ = speak(plan, SystemEngine(2), warm_home)
    said = list(zip(plan.utterances, lengths, strict=True))
    plain = [(each.words, ms) for each, ms in said if not each.slow]
    measured = sum(words for words, _ in plain) / sum(ms for _, ms in plain) * 60_000
    assert measured == pytest.approx(pace, rel=0.05)
    slow = [(each.words, ms) for each, ms in said if each.slow]
    assert sum(words for words, _ in slow) / sum(ms for _, ms in slow) * 60_000 < min(pace, 90) * 1.05


@pytest.mark.parametrize("pace", [60, 75, 90, 110, 130, 160])
def test_the_silent_voice_keeps_every_length_to_the_millisecond(tmp_path: Path, pace: int) -> None:
    plan = plan_script(read(SCRIPTS / "grief.md"), Wishes(pace_wpm=pace))
    lengths, _ = speak(plan, SilentEngine(2), tmp_path)
    assert lengths == pytest.approx([said.target_ms for said in plan.utterances], abs=1)


class Hissing(SilentEngine):
    """An engine that says everything as a burst of noise."""

    def speak(self, text: str, voice: str, rate: int) -> Sound:
        silent = super().speak(text, voice, rate)
        noise = np.random.default_rng(0).uniform(-0.5, 0.5, len(silent.samples))
        return Sound(noise.astype(np.float32), silent.rate_hz)


@pytest.mark.parametrize(
    ("formant", "dry", "treated"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_only_a_synthesiser_of_formants_is_treated_and_not_when_it_is_to_stay_dry(
    plan_of: PlanOf, tmp_path: Path, formant: bool, dry: bool, treated: bool
) -> None:
    def clip(formant: bool, dry: bool) -> np.ndarray:
        engine = Hissing()
        cast = Cast({None: Role(engine, "", formant)})
        with Speech(plan_of("I may rest.", dry=dry), cast, Cache(tmp_path)) as speech:
            return next(speech.clips()).samples

    assert np.array_equal(clip(formant, dry), clip(formant=False, dry=True)) is not treated


class Strange(SilentEngine):
    """An engine of somebody else's that claims to be heard, and gives whatever it is told to."""

    audible = True

    def __init__(self, give: Callable[[], Sound]) -> None:
        super().__init__(workers=2)
        self.give = give

    def speak(self, text: str, voice: str, rate: int) -> Sound:
        return Hissing().speak(text, voice, rate) if text in REFERENCE else self.give()


def broken() -> Sound:
    raise ConnectionError("nobody there")


@pytest.mark.parametrize(
    ("give", "told"),
    [
        (lambda: Sound(np.zeros(20_000, dtype=np.float32), 22_050), "gave no sound"),
        (lambda: Sound(np.zeros(0, dtype=np.float32), 22_050), "gave no sound"),
        (lambda: Sound(np.full(20_000, np.nan, dtype=np.float32), 22_050), "damaged"),
        (lambda: Sound(np.ones((20_000, 2), dtype=np.float32), 22_050), "more than one channel"),
        (broken, "ConnectionError: nobody there"),
    ],
    ids=["silence", "nothing", "no numbers", "two channels", "an exception"],
)
def test_no_engine_can_leave_a_line_out(plan_of: PlanOf, tmp_path: Path, give: Callable[[], Sound], told: str) -> None:
    with pytest.raises(VoiceError, match=rf"test.md:1:1: The engine “silent” .*{told}"):
        speak(plan_of("You can stay."), Strange(give), tmp_path)
    assert Cache(tmp_path).info().entries == 1  # how fast it is, and no line


class Revealed(Watched):
    """An engine of which it is known what it is only once it has spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.known = "another"

    def identity(self, voice: str) -> str:
        return self.known

    def speak(self, text: str, voice: str, rate: int) -> Sound:
        self.known = "itself"
        return super().speak(text, voice, rate)


def test_speech_is_kept_under_the_name_of_who_spoke(plan_of: PlanOf, tmp_path: Path) -> None:
    speak(plan_of(TEXT), Revealed(), tmp_path)
    again = Revealed()
    again.known = "itself"
    speak(plan_of(TEXT), again, tmp_path)
    assert again.said == []


def test_whoever_waits_for_a_clip_is_told_that_it_will_not_come(plan_of: PlanOf, tmp_path: Path) -> None:
    asked, going_on = threading.Event(), threading.Event()

    class Slow(Watched):
        def speak(self, text: str, voice: str, rate: int) -> Sound:
            if text not in REFERENCE:
                asked.set()
                going_on.wait(10)
            return super().speak(text, voice, rate)

    told: list[BaseException] = []

    def take(speech: Speech) -> None:
        try:
            list(speech.clips())
        except VoiceError as error:
            told.append(error)

    plan = plan_of("\n".join(f"This is line {number}." for number in range(50)))
    with Speech(plan, alone(Slow()), Cache(tmp_path)) as speech:
        waiting = threading.Thread(target=take, args=(speech,))
        waiting.start()
        assert asked.wait(10)
        threading.Timer(0.2, going_on.set).start()
    waiting.join(10)
    assert not waiting.is_alive()
    assert "was ended" in str(told[0])
