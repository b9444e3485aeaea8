"""Who may read what is on record: an auditor of everything, one of the city, the planner of the city, a stranger."""

import html
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.factories import Territory, make_worker

Read = Callable[..., str]


@pytest.fixture
def auditor(territory: Territory, settings: Settings) -> User:
    """Checks on the whole installation. Reading is not open."""
    settings.OPEN_READING = False
    return make_worker("auditor", None, "auditor")


@pytest.fixture
def checker(territory: Territory, settings: Settings) -> User:
    """Checks on the city. Reading is not open."""
    settings.OPEN_READING = False
    return make_worker("checker", territory.city, "auditor")


@pytest.fixture
def read() -> Read:
    """The text of a page, in English unless another language is chosen."""

    def text(user: User | None, path: str, language: str = "en", status: int = 200) -> str:
        client = Client()
        client.cookies["django_language"] = language
        if user:
            client.force_login(user)
        response = client.get(path)
        assert response.status_code == status, (path, response.status_code)
        return html.unescape(response.content.decode())

    return text
