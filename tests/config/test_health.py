"""A load balancer can ask whether the site and its database are alive."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_it_answers_without_login_where_the_database_answers(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
