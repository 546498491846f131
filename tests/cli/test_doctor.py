from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ran, Run
    from tests.conftest import FileDevice

WHAT = ["slowly", "voice", "device", "encoder", "scripts", "sounds", "settings", "cache"]


def findings(ran: Ran) -> dict[str, dict[str, Any]]:
    return {finding["what"]: finding for finding in json.loads(ran.out)["findings"]}


def no_device(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "asound.conf").write_text("")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(folder / "asound.conf"))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{folder / 'none'}")


def test_all_is_well_on_a_machine_without_a_device(process: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_device(desk, monkeypatch)
    ran = process("doctor", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["ok"] is True
    found = findings(ran)
    assert list(found) == WHAT
    assert [what for what in WHAT if not found[what]["ok"]] == ["device"]
    assert found["device"]["needed"] is False
    assert "`slowly export`, or -o with say and loop, needs no device" in found["device"]["found"]
    assert "spoke " in found["voice"]["found"]
    assert ".mp3" in found["encoder"]["found"]
    assert "rain" in found["sounds"]["found"]


def test_people_see_a_line_for_each_thing(slowly: Run, home: Path) -> None:
    ran = slowly("doctor", "--voice", "silent")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert [line.split()[1] for line in lines] == WHAT
    assert all(line.startswith(("ok  ", "no  ")) for line in lines)
    assert f"{home / 'settings.toml'} (none yet)" in ran.out
    (home / "settings.toml").write_text("")
    assert "(none yet)" not in slowly("doctor", "--voice", "silent").out


def test_a_device_is_found(slowly: Run, device: FileDevice) -> None:
    assert findings(slowly("doctor", "--voice", "silent", "--json"))["device"]["ok"] is True


def test_a_voice_that_is_not_there_is_a_failure(slowly: Run) -> None:
    ran = slowly("doctor", "--voice", "silent:nobody", "--json")
    assert ran.code == 69
    assert json.loads(ran.out)["ok"] is False
    found = findings(ran)
    assert found["voice"]["ok"] is False
    assert "has no voice “nobody”" in found["voice"]["found"]
    assert found["encoder"]["ok"] is True  # the rest is looked at all the same


def test_speech_that_does_not_start_is_a_failure(process: Run, desk: Path) -> None:
    (desk / "broken").mkdir()
    (desk / "broken" / "pyttsx3.py").write_text("raise ImportError('broken on purpose')\n")
    path = os.pathsep.join(filter(None, [str(desk / "broken"), os.environ.get("PYTHONPATH")]))
    ran = process("doctor", env={**os.environ, "PYTHONPATH": path})
    assert ran.code == 69
    assert ran.err == ""
    (line,) = (line for line in ran.out.splitlines() if "voice" in line.split()[1])
    assert line.startswith("no  voice")
    assert "broken on purpose" in line


@pytest.mark.parametrize(("missing", "told"), [("scripts", "There are no themes"), ("audio", "There are no sounds")])
def test_what_should_have_been_installed_is_missed(
    slowly: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str, told: str
) -> None:
    from slowly import config

    shipped = config.shipped
    monkeypatch.setattr(config, "shipped", lambda kind: tmp_path / "none" if kind == missing else shipped(kind))
    ran = slowly("doctor", "--voice", "silent")
    assert ran.code == 74
    assert ran.err == ""
    (line,) = (line for line in ran.out.splitlines() if told in line)
    assert line.startswith("no  ")
    assert line.endswith("; slowly is not installed whole. Install it again.")


def test_an_encoder_that_gives_nothing_is_a_failure(slowly: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from slowly.export.formats import Mp3Encoder

    monkeypatch.setattr(Mp3Encoder, "encode", lambda *_: b"")
    monkeypatch.setattr(Mp3Encoder, "finish", lambda _: b"")
    ran = slowly("doctor", "--voice", "silent")
    assert ran.code != 0
    assert "The encoder for .mp3 gives nothing. Install slowly again." in ran.out


def test_a_sound_that_cannot_be_read_is_named(slowly: Run, home: Path) -> None:
    (home / "audio").mkdir()
    (home / "audio" / "sea.ogg").write_text("not a sound")
    ran = slowly("doctor", "--voice", "silent")
    assert ran.code == 74
    assert f"{home / 'audio' / 'sea.ogg'} is not audio that can be read" in ran.out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('pace = "fast"', "pace: “fast” is not a pace"),
        ('breath = "1h"', "breath: a breath, in and out"),
        ('loudness = "loud"', "loudness: “loud” is not normal or quiet"),
        ('mix = "bed=+9dB"', "mix: bed: 9 dB"),
        ('dry = "perhaps"', "dry: 'perhaps' is not"),
        ('ambient = "rain, , rain"', "ambient: a layer is empty"),
        ('ambient = "rian"', "ambient: There is no sound “rian”. Did you mean rain"),
    ],
)
def test_settings_that_no_command_would_take_are_told(slowly: Run, home: Path, text: str, told: str) -> None:
    (home / "settings.toml").write_text(text)
    ran = slowly("doctor", "--voice", "silent", "--json")
    assert ran.code == 2
    assert told in findings(ran)["settings"]["found"]
    assert "settings.toml" in findings(ran)["settings"]["found"]


@pytest.mark.parametrize(("text", "code", "told"), [("pce = 3", 2, "Did you mean pace?"), ("\xff", 74, "Cannot read")])
def test_settings_that_cannot_be_used_are_one_finding_among_the_rest(
    slowly: Run, home: Path, text: str, code: int, told: str
) -> None:
    (home / "settings.toml").write_bytes(text.encode("latin-1"))
    assert slowly("list").code == code
    ran = slowly("doctor", "--voice", "silent", "--json")
    assert ran.code == code
    found = findings(ran)
    assert list(found) == WHAT
    assert found["settings"]["ok"] is False
    assert told in found["settings"]["found"]
    assert found["voice"]["ok"] is True


@pytest.mark.parametrize("blocked", ["cache", "cache/speech"])
def test_a_cache_that_cannot_be_written_to_is_no_failure(slowly: Run, home: Path, blocked: str) -> None:
    (home / blocked).parent.mkdir(exist_ok=True)
    (home / blocked).write_text("a file where the folder should be")
    ran = slowly("doctor", "--voice", "silent", "--json")
    assert ran.code == 0
    found = findings(ran)["cache"]
    assert found["ok"] is False
    assert "cannot be written to. Lines will be spoken anew each time." in found["found"]
