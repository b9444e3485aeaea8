"""A person who reads English, and the pages that this person opens to fill in a form."""

import re
from typing import Any

from django.test import Client

from accounts.models import User
from tests.pages.test_every_page import INLINE

TOKEN = re.compile(r'name="token" value="(\w{32})"')


def english(user: User) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(user)
    return client


def page(browser: Client, address: str, status: int = 200, **options: Any) -> str:
    response = browser.get(address, **options)
    assert response.status_code == status, address
    text = response.content.decode()
    assert INLINE.search(text) is None
    return text
