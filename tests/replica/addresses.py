"""One address for every name that may lag, in the small country of the tests."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from assessments.models import Round
from tests.pages.addresses import RULE

PACK = "cn-pilot-2022-48"
_ARGUMENTS: dict[str, dict[str, Any]] = {
    "assessments:division": {"code": "9001"},
    "assessments:rule": {"code": RULE},
    "assessments:pack": {"pack_id": PACK},
    "api:rule-detail": {"code": RULE},
    "api:pack-detail": {"code": PACK},
    "api:pack-diff": {"code": "cn-ccs-2020"},
}
_QUERIES: dict[str, dict[str, str]] = {
    "assessments:scores": {"weights": "equal_domains"},
    "assessments:scores-export": {"weights": "equal_domains"},
    "assessments:pack-diff": {"a": "cn-ccs-2020", "b": "cn-hb-2023-draft"},
    "assessments:law-at-place": {"code": "520103"},
    "api:score-list": {"weights": "equal_domains"},
    "api:pack-diff": {"with": "cn-hb-2023-draft"},
    "api:law-list": {"place": "520103"},
}


def address_of(name: str, one: Round) -> str:
    """A name that is not known here has no arguments. ``one`` is a round that the standby has."""
    numbers = {"assessments:round": "pk", "api:round-detail": "pk", "api:round-scorecard-list": "round"}
    rounds = {numbers[name]: one.pk} if name in numbers else {}
    files = {"suffix": "csv"} if name.endswith("-export") else {}
    path = reverse(name, kwargs=_ARGUMENTS.get(name, {}) | rounds | files)
    return f"{path}?{urlencode(_QUERIES[name])}" if name in _QUERIES else path
