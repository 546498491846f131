"""Synth: the tracks and bells of the sound library, made by rule from a seed; no recording was used.

Each recipe is a function of a number of frames and a random generator that gives samples of shape (frames, 2). A bed
comes out as a circle: its end goes over into its beginning, with no seam to hide.
"""

from slowly.ambience.synth.bell import bell
from slowly.ambience.synth.rain import rain

__all__ = ["bell", "rain"]
