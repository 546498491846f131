"""Mix: the timeline over the bed, as a stream of blocks that play and export take alike."""

from slowly.mix.balance import Balance, balance
from slowly.mix.beds import Beds
from slowly.mix.block import Block
from slowly.mix.mixer import Mix

__all__ = ["Balance", "Beds", "Block", "Mix", "balance"]
