"""Voices: engines that turn a phrase into sound, ours and anybody's, behind one small protocol."""

from slowly.voices.engine import Engine, Trouble, VoiceInfo
from slowly.voices.registry import engines, open_engine

__all__ = ["Engine", "Trouble", "VoiceInfo", "engines", "open_engine"]
