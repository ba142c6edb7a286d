"""Listen: do we hear the true voice? Everything that brings evidence in."""

from emptychair.listen import intake, recipes

__all__ = ["intake", "recipes"]
