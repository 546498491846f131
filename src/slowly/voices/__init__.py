"""Voices: engines that turn a phrase into sound, ours and anybody's, behind one small protocol."""

from slowly.voices.awake import wake
from slowly.voices.cast import Cast
from slowly.voices.engine import Engine, Trouble, VoiceInfo
from slowly.voices.registry import engines, open_engine

__all__ = ["Cast", "Engine", "Trouble", "VoiceInfo", "engines", "open_engine", "wake"]
