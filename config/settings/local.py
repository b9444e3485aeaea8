"""The demo and a developer's machine: `make demo`, `manage.py ...`. Never for a machine that others can reach."""

from config.settings.base import *  # noqa: F403  (a settings module is the one place where a star import is the custom)
from config.settings.base import env

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
# Not a secret: this file serves a machine's own loopback address only. production.py demands a real one.
SECRET_KEY = env.str("SECRET_KEY", default="local-only-" + "0" * 50)
OPEN_READING = env.bool("OPEN_READING", default=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
