"""Ambience: the sound library, and a track read from it as an endless bed."""

from slowly.ambience.bed import Bed
from slowly.ambience.library import SoundLibrary

__all__ = ["Bed", "SoundLibrary"]
