"""Making speech longer or shorter without changing its pitch: FFmpeg's WSOLA (`atempo`), through PyAV."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from slowly.sound import Samples

PAD_SECONDS = 0.1
"""Silence fed after the sound, since the filter keeps back its last window."""


def load() -> None:
    """Load FFmpeg, which takes a while, before the first stretch needs it. Raises ImportError."""
    import av  # noqa: F401 - takes 0.1 s, which is better spent on waiting for a voice


def stretch(samples: Samples, rate_hz: int, ratio: float) -> Samples:
    """One channel, shape (frames,), made `ratio` times as long (0.5 to 2), to the nearest frame."""
    if abs(ratio - 1) < 1e-4 or not len(samples):
        return samples
    import av  # only where speech is made

    wanted = round(len(samples) * ratio)
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=rate_hz, format="flt", layout="mono", time_base=Fraction(1, rate_hz))
    tempo = graph.add("atempo", f"{1 / ratio:.9f}")
    sink = graph.add("abuffersink")
    source.link_to(tempo)
    tempo.link_to(sink)
    graph.configure()
    padded = np.concatenate((samples, np.zeros(round(PAD_SECONDS * rate_hz), dtype=np.float32)))
    frame = av.AudioFrame.from_ndarray(padded[np.newaxis, :], format="flt", layout="mono")
    frame.sample_rate = rate_hz
    frame.pts = 0
    source.push(frame)
    source.push(None)
    parts: list[Samples] = []
    while True:
        try:
            pulled = sink.pull()
        except (av.error.EOFError, av.error.BlockingIOError):
            break
        if isinstance(pulled, av.AudioFrame):
            parts.append(np.asarray(pulled.to_ndarray()[0], dtype=np.float32))
    out = np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)
    return np.pad(out, (0, max(wanted - len(out), 0)))[:wanted]
