"""Play: the blocks of a session through a sound device, as they are made."""

from slowly.play.device import find_device
from slowly.play.player import Player

__all__ = ["Player", "find_device"]
