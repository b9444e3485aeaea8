"""A shared installation: its settings give no warning, and every answer carries its headers, whatever happened."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SECRETS = {"SECRET_KEY": secrets.token_urlsafe(60), "ALLOWED_HOSTS": "example.org"}


def test_a_shared_installation_gives_no_warning() -> None:
    environment = {**os.environ, **SECRETS, "DJANGO_SETTINGS_MODULE": "config.settings.production"}
    asked = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(asked, cwd=Path(settings.BASE_DIR), env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/rounds/", "/prices/", "/nothing/", "/api/v1/rounds/", "/api/nothing", "/healthz"])
def test_headers_stand_on_every_answer(address: str, client: Client) -> None:
    response = client.get(address)
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert "default-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/rounds/", "/api/v1/rounds/"])
def test_headers_stand_on_a_crash_too(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("accounts.middleware.rights_of", crash)
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == 500
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert "default-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/communities/", "/gaps/", "/rules/", "/prices/", "/rounds/", "/sources/"])
def test_no_cache_keeps_a_page_for_another(address: str, client: Client) -> None:
    assert client.get(address)["Cache-Control"] == "private, no-cache"
