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
        "blocks": "/blocks/",
        "gaps": "/gaps/",
        "verify": "/verify/",
        "facts": "/facts/",
        "weights": "/scores/",
        "scores": "/scores/?weights=equal_domains",
        "rules": "/rules/",
        "impact": "/rules/impact/?draft=example-raise-to-40",
        "rule": f"/rules/{RULE}/",
        "packs": "/rules/packs/",
        "pack": "/rules/packs/cn-pilot-2022-48/",
        "pack-diff": "/rules/diff/?a=cn-ccs-2020&b=cn-hb-2023-draft",
        "law-at-place": "/rules/place/?code=520103",
        "coverage": "/rules/coverage/",
        "prices": "/prices/",
        "rounds": "/rounds/",
        "round": f"/rounds/{one.pk}/",
        "plans": "/plans/",
        "sources": "/sources/",
        "checks": "/checks/",
        "files": "/files/",
        "fill": "/fill/",
    }


def all_pages(territory: Territory, one: Round) -> dict[str, str]:
    return pages_of(territory.own[0].code, one)


def people_pages(person: int, grant: int) -> dict[str, str]:
    """Name -> address of every page for somebody who has logged in and looks after people. The keys are of one of them."""
    return {
        "me": "/me/",
        "password": "/me/password/",
        "second-factor": "/me/second-factor/",
        "token-new": "/me/tokens/new/",
        "people": "/people/",
        "person": f"/people/{person}/",
        "person-new": "/people/new/",
        "person-close": f"/people/{person}/close/",
        "person-history": f"/people/{person}/history/",
        "grant-new": "/people/grants/new/",
        "grant-revoke": f"/people/grants/{grant}/revoke/",
    }


def audit_pages(act: int, code: str) -> dict[str, str]:
    """Name -> address of every page for an audit administrator. The key is of an act, the code of a community."""
    return {"acts": "/audit/", "act": f"/audit/{act}/", "history": f"/history/community/{code}/"}


SCORES = ("/scores.csv?weights=equal_domains", "/scores.xlsx?weights=equal_domains")
DATA = ("/files/facilities/data.csv", "/files/survey/data.xlsx", "/files/communities/data.geojson")
EXPORTS = ("/communities.csv", "/communities.xlsx", "/gaps.csv", "/gaps.xlsx", *SCORES, *DATA)
