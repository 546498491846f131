"""Review: a session before it is heard, as a table, as a picture, and with what a good editor would say of it."""

from slowly.review.outline import ChapterRow, LineRow, Outline, outline
from slowly.review.rules import RULES, Remark, review
from slowly.review.shared import shared_phrases

__all__ = ["RULES", "ChapterRow", "LineRow", "Outline", "Remark", "outline", "review", "shared_phrases"]
