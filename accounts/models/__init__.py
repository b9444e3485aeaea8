"""People who work here, and which divisions they work for."""

from accounts.models.mandate import Mandate
from accounts.models.user import User

__all__ = ["Mandate", "User"]
