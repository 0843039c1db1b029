"""Writing that joins rooms."""

from nhipcau.workbench.services.demonstration import load_demonstration

__all__ = ["load_demonstration"]
