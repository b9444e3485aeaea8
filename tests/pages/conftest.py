"""A round over the small country, and browsers for the people of it."""

from collections.abc import Callable

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from assessments.models import Round
from tests.factories import Territory, make_round

Browser = Callable[..., Client]


@pytest.fixture
def assessed(territory: Territory) -> Round:
    """Everything judged once."""
    return make_round()


@pytest.fixture
def browser() -> Browser:
    """Opens a browser: for somebody or nobody, in Chinese unless another language has been chosen."""

    def opened(user: User | None = None, language: str = "") -> Client:
        client = Client()
        if user:
            client.force_login(user)
        if language:
            client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = language
        return client

    return opened


@pytest.fixture
def is_open(settings: Settings) -> None:
    """Anybody may read, as in the demo."""
    settings.OPEN_READING = True
