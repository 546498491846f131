"""Script: what the author wrote, read from text and checked, with the line and column of everything in it."""

from slowly.script.model import Chapter, Header, Line, Paragraph, Say, Script
from slowly.script.parse import parse, read
from slowly.script.write import write

__all__ = ["Chapter", "Header", "Line", "Paragraph", "Say", "Script", "parse", "read", "write"]
