"""What narrows the lists of this room: one FilterSet for page and API."""

from accounts.filters.acts import ActFilter

__all__ = ["ActFilter"]
