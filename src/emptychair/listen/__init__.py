"""Listen: do we hear the true voice? Everything that brings evidence in."""

from emptychair.listen import imports, intake, recipes

__all__ = ["imports", "intake", "recipes"]
