"""Export: the blocks of a session as a file to carry, whole or not at all."""

from slowly.export.export import Exported, export, plan_export

__all__ = ["Exported", "export", "plan_export"]
