"""Synth: the tracks and bells of the sound library, made by rule from a seed; no recording was used.

Each recipe is a function of a number of frames and a random generator that gives samples of shape (frames, 2). A bed
comes out as a circle: its end goes over into its beginning, with no seam to hide. `render` makes one as it is shipped,
`endless` as much of it as anyone wants.
"""

from slowly.ambience.synth.endless import endless
from slowly.ambience.synth.recipes import RECIPES, Recipe, render

__all__ = ["RECIPES", "Recipe", "endless", "render"]
