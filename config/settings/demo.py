"""What `manage.py demo` runs with: a developer's machine, and three ready people whom anybody there may be. Never elsewhere."""

from config.settings.local import *  # noqa: F403  (a settings module is the one place where a star import is the custom)

DEMO = True
