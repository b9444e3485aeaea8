"""The database settings: a server by DATABASE_URL, or else the embedded PostgreSQL; and a standby, where one is named."""

from pathlib import Path
from typing import Any

import environ

from config.embedded.places import places_for
from config.embedded.server import DATABASE, ROLE

POSTGRESQL = "django.db.backends.postgresql"
# A connection over the network costs more than most pages ask of it: it is kept for a minute, and looked at before it is used.
KEPT = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# A standby that is gone must be noticed soon, also where its machine says nothing any more; the primary answers then. Seconds,
# but for the last, in milliseconds.
IMPATIENT = {
    "connect_timeout": 2, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3, "tcp_user_timeout": 10_000,
}  # fmt: skip


class NotPostgreSQL(ValueError):
    """The address names another engine. This project runs on PostgreSQL only."""


def every_database(base: Path, url: str | None, *, replica_url: str | None) -> dict[str, dict[str, Any]]:
    """Django's DATABASES: ``default`` is the primary; ``replica`` is there only where ``replica_url`` names a standby."""
    found = {"default": database_settings(base, url)}
    return found | {"replica": _server(replica_url, IMPATIENT)} if replica_url else found


def database_settings(base: Path, url: str | None) -> dict[str, Any]:
    """Django's settings dict for ``url``, or for the embedded cluster of the checkout ``base`` where it is empty."""
    return _server(url, {"connect_timeout": 5}) if url else _embedded(base)


def _server(url: str, options: dict[str, int]) -> dict[str, Any]:
    """The settings for ``url``; what it says after a question mark counts more than ``options``."""
    found: dict[str, Any] = dict(environ.Env.db_url_config(url))
    if found["ENGINE"] != POSTGRESQL:
        raise NotPostgreSQL(f"A database's address must begin with postgres:// (it asks for {found['ENGINE']}).")
    return {**KEPT, **found, "OPTIONS": {**options, **found.get("OPTIONS", {})}}


def _embedded(base: Path) -> dict[str, Any]:
    return {"ENGINE": "config.embedded", "NAME": DATABASE, "USER": ROLE, "HOST": str(places_for(base).socket)}
