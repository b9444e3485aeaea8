"""The site as the demo serves it, over a nation's database, with one address more: a view that says hello."""

import os

from config.settings.base import DATABASES
from config.settings.test import *  # noqa: F403  (a settings module is the one place where a star import is the custom)

ROOT_URLCONF = "tests.bench.nation_urls"
DATABASES["default"]["NAME"] = os.environ["NATION_DATABASE"]
