from __future__ import annotations

import pytest

from slowly.voices.engine import VoiceInfo
from slowly.voices.languages import ANOTHER, SAME_LANGUAGE, SAME_REGION, best_for, fit


@pytest.mark.parametrize(
    ("own", "wanted", "fits"),
    [
        ("en", "en", SAME_REGION),
        ("en_GB", "en-gb", SAME_REGION),
        (" EN-us ", "en_US", SAME_REGION),
        ("en-gb", "en", SAME_LANGUAGE),
        ("en", "en-gb", SAME_LANGUAGE),
        ("pt-pt", "pt-br", SAME_LANGUAGE),
        ("de", "en", ANOTHER),
        ("eng", "en", ANOTHER),
        ("", "en", ANOTHER),
    ],
)
def test_codes_fit_by_region_by_language_or_not(own: str, wanted: str, fits: int) -> None:
    assert fit(own, wanted) == fits


def test_the_first_of_those_that_fit_best_is_taken() -> None:
    voices = [VoiceInfo("a", "A", ("de",)), VoiceInfo("b", "B", ("en-us",)), VoiceInfo("c", "C", ("fr", "en-gb"))]
    assert best_for("en", voices) == voices[1]
    assert best_for("en-gb", voices) == voices[2]
    assert best_for("en", voices, least=SAME_REGION) is None
    assert best_for("sv", voices) is None
    assert best_for("sv", []) is None
