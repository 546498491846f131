from __future__ import annotations

import pytest

from slowly.errors import ScriptError
from slowly.script import parse, write
from slowly.script.layers import Layer, read_layers
from slowly.script.mixing import Mixing, read_mixing
from slowly.units import Ms


@pytest.mark.parametrize(
    ("text", "layers"),
    [
        ("rain", (Layer("rain"),)),
        ("off", ()),
        ("rain -20dB", (Layer("rain", -20.0),)),
        ("rain −20.5 dB", (Layer("rain", -20.5),)),
        ("bowl every 40-90s", (Layer("bowl", None, (Ms(40_000), Ms(90_000))),)),
        ("bowl -26dB every 1m - 2m", (Layer("bowl", -26.0, (Ms(60_000), Ms(120_000))),)),
        ("bowl every 45s", (Layer("bowl", None, (Ms(45_000), Ms(45_000))),)),
        ("binaural 6Hz -30dB", (Layer("binaural 6Hz", -30.0, None, 6.0),)),
        ("my rain.ogg, bell every 1m", (Layer("my rain.ogg"), Layer("bell", None, (Ms(60_000), Ms(60_000))))),
    ],
)
def test_layers_are_read(text: str, layers: tuple[Layer, ...]) -> None:
    assert read_layers(text) == layers


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rain +40dB", "not from -60dB"),
        ("rain nandB", "not from -60dB"),
        ("rain -infdB", "not from -60dB"),
        ("rain,,bowl", "layer is empty"),
        ("bowl every 90-40s", "runs backwards"),
        ("bowl every 1s", "too often"),
        ("bowl every now and then", "not a duration"),
        ("binaural", "needs a frequency"),
        ("binaural 400Hz", "0.5 to 40"),
        ("a,b,c,d,e,f,g", "too many"),
    ],
)
def test_what_is_no_layer_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_layers(text)
    for script in (f"---\nambient: {text}\n---\nWord.", f"Word. [ambient {text}]", f'# A {{ambient="{text}"}}\nWord.'):
        with pytest.raises(ScriptError, match=told):
            parse(script)


def test_the_header_takes_a_list_and_a_mix() -> None:
    text = "---\nambient: [rain -20dB, bowl -26dB every 40-90s]\nmix: {bed: -22dB, fade-out: 20s}\n---\nWord."
    script = parse(text)
    assert script.header.ambient == "rain -20dB, bowl -26dB every 40-90s"
    assert script.header.mix == Mixing(bed_db=-22.0, fade_out_ms=Ms(20_000))
    assert parse(write(script)) == script
    assert parse("---\nmix: bed=-22dB, fade-out=20s\n---\nWord.").header.mix == script.header.mix


@pytest.mark.parametrize("text", ["bde=-22dB", "bed=22", "bed=-80dB", "fall=9m", "tail=0s", "bed", "=", "head=nan"])
def test_a_mix_that_is_none_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_mixing(text)


def test_the_listener_wins_over_the_script() -> None:
    assert read_mixing("bed=-30dB").over(read_mixing("bed=-22dB duck=3dB")) == read_mixing("bed=-30dB duck=3dB")
