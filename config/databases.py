"""The one database setting: a server by DATABASE_URL, or else the embedded PostgreSQL."""

from pathlib import Path
from typing import Any

import environ

from config.embedded.places import places_for
from config.embedded.server import DATABASE, ROLE

POSTGRESQL = "django.db.backends.postgresql"


class NotPostgreSQL(ValueError):
    """DATABASE_URL names another engine. This project runs on PostgreSQL only."""


def database_settings(base: Path, url: str | None) -> dict[str, Any]:
    """Django's settings dict for ``url``, or for the embedded cluster of the checkout ``base`` where it is empty."""
    return _server(url) if url else _embedded(base)


def _server(url: str) -> dict[str, Any]:
    found: dict[str, Any] = dict(environ.Env.db_url_config(url))
    if found["ENGINE"] != POSTGRESQL:
        raise NotPostgreSQL(f"DATABASE_URL must begin with postgres:// (it asks for {found['ENGINE']}).")
    return {**found, "OPTIONS": {**found.get("OPTIONS", {}), "connect_timeout": 5}}


def _embedded(base: Path) -> dict[str, Any]:
    return {"ENGINE": "config.embedded", "NAME": DATABASE, "USER": ROLE, "HOST": str(places_for(base).socket)}
