"""People who work here, what was granted to them, and the keys of their programs."""

from accounts.models.grant import Grant
from accounts.models.token import ApiToken
from accounts.models.user import User

__all__ = ["ApiToken", "Grant", "User"]
