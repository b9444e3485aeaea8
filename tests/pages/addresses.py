"""The addresses of every page, for tests that hold for all of them."""

from assessments.models import Round
from tests.factories import Territory

RULE = "N48-FAC-04"
"""The rule that every community of the small country does not meet: there is no kindergarten."""


def pages_of(code: str, one: Round) -> dict[str, str]:
    """Name -> address of every page with figures about a community, and of the lists above it."""
    return {
        "home": "/",
        "division": f"/divisions/{code[:4]}/",
        "communities": "/communities/",
        "scorecard": f"/communities/{code}/",
        "trace": f"/communities/{code}/trace/{RULE}/",
        "gaps": "/gaps/",
        "rules": "/rules/",
        "rule": f"/rules/{RULE}/",
        "prices": "/prices/",
        "rounds": "/rounds/",
        "round": f"/rounds/{one.pk}/",
        "sources": "/sources/",
    }


def all_pages(territory: Territory, one: Round) -> dict[str, str]:
    return pages_of(territory.own[0].code, one)


EXPORTS = ("/communities.csv", "/communities.xlsx", "/gaps.csv", "/gaps.xlsx")
