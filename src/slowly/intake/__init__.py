"""Intake: what people already have, a talk or captions or speech markup, turned into a script that can be played."""

from slowly.intake.detect import detect
from slowly.intake.intake import intake
from slowly.intake.model import Imported, Kind, Remark

__all__ = ["Imported", "Kind", "Remark", "detect", "intake"]
