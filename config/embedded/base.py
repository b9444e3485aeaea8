"""Django's PostgreSQL backend, which starts the embedded server at the first connection.

Being a backend, it needs no step of its own in manage.py, in the tests or under gunicorn, and a command that never asks
the database (``check``, ``makemigrations --check``) starts nothing.
"""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base

from config.embedded.places import places_for
from config.embedded.server import ensure_running


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL on the embedded cluster of this checkout."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        ensure_running(places_for(settings.BASE_DIR))
        return super().get_new_connection(conn_params)
