"""Reading people, grants and tokens."""

from accounts.selectors.grants import held_by, scope_of

__all__ = ["held_by", "scope_of"]
