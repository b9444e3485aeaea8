"""The tests: the same engine and the same middleware as everywhere, with cheap password hashes."""

from config.settings.base import DATABASES
from config.settings.local import *  # noqa: F403  (a settings module is the one place where a star import is the custom)

DEBUG = False
WHITENOISE_AUTOREFRESH = True  # a file is looked for when it is asked for: every client of a test would list them all first
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

DATABASES.pop("replica", None)  # a test that needs a standby starts one
# May empty, or no test could empty the log; and no test asks what a machine that loses power still knows.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c wanzheng.may_empty=on -c synchronous_commit=off"
