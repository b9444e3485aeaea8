"""One request, undone again, and what can be seen of its answer."""

import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.test import Client

from tests.pages.reading import body_of

LOGIN = "/accounts/login/"
_DIFFERS = re.compile(r'value="\w{64}"|csrf[-_]?token[^>]*', re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def asks_to_log_in(self) -> bool:
        return self.status == 401 or (self.status == 302 and self.headers.get("Location", "").startswith(LOGIN))

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


def ask(client: Client, method: str, path: str, data: Any = None) -> Answer:
    """Whatever it changed is as before afterwards. A POST without ``data`` is an empty form."""
    cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
    with transaction.atomic():
        response = client.post(path, data or {}) if method == "POST" else client.generic(method, path)
        answer = Answer(response.status_code, dict(response.headers), body_of(response))
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def said(answer: Answer, path: str) -> str:
    """The body without what differs from answer to answer."""
    return _DIFFERS.sub("", answer.text.replace(path.partition("?")[0], "").replace(path, ""))
