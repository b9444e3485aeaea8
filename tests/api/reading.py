"""Small helpers of the API tests: ask, and read the answer."""

from collections.abc import Iterator
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client

from accounts.models import User

PROBLEM = "application/problem+json"
PROBLEM_KEYS = {"type", "title", "status", "code", "detail", "errors"}


def as_person(user: User | None) -> Client:
    """A client of somebody who logged in, or of nobody."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def body_of(response: HttpResponseBase) -> bytes:
    """The whole body, streamed or not."""
    if response.streaming:
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]  # of a streaming response
    content: bytes = response.content  # type: ignore[attr-defined]  # of any other
    return content


def results(client: Client, address: str) -> list[dict[str, Any]]:
    """The rows of one page."""
    response = client.get(address)
    assert response.status_code == 200, response.content
    rows: list[dict[str, Any]] = response.json()["results"]
    return rows


def pages(client: Client, address: str, link: str = "next") -> Iterator[list[dict[str, Any]]]:
    """Page after page, by the links as they stand."""
    following: str | None = address
    while following:
        answer = client.get(following).json()
        yield answer["results"]
        following = answer[link]


def is_problem(response: Any, status: int, code: str) -> dict[str, Any]:
    """Asserts that the answer is a whole problem document, and returns it."""
    assert response.status_code == status, (response.status_code, response.content[:300])
    assert response["Content-Type"] == PROBLEM
    document: dict[str, Any] = response.json()
    assert document.keys() >= PROBLEM_KEYS
    assert (document["status"], document["code"]) == (status, code), document
    assert document["type"] == f"/api/problems/{code}"
    assert document["title"]
    assert document["detail"]
    assert response["X-Request-ID"]
    assert response["API-Version"]
    return document
