"""Every route of the resolver with the addresses of one thing in each position, made from the arguments that it takes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import URLPattern, get_resolver, reverse

from assessments.documents.codes import shown
from tests.gate.country import Estate
from tests.pages.addresses import RULE

ABSENT = 99_999_999
Arguments = Mapping[str, Any]


@dataclass(frozen=True)
class Thing:
    """What a route is about. ``of``: the arguments for what lies in a position, None where nothing of the kind does.

    ``absent``: the same for what there is nowhere. ``is_above``: seen by those below it too, as the way up to what is theirs.
    ``is_joint``: what is above is worked on from below too, each for what is their own: a city enrols its part of a programme.
    """

    of: Callable[[Estate], Arguments | None]
    absent: Arguments
    is_above: bool = False
    is_joint: bool = False


def _community(estate: Estate) -> Arguments | None:
    return {"code": estate.community.code} if estate.community else None


def _entry(estate: Estate) -> Arguments | None:
    found = _community(estate)
    return {**found, "kind": "facility", "pk": estate.facility.pk} if found and estate.facility else None


COMMUNITY = Thing(_community, {"code": "900101001999"})
DIVISION = Thing(lambda estate: {"code": estate.division.code}, {"code": "900177000000"}, is_above=True)
ROUND = Thing(lambda estate: {"pk": estate.round.pk}, {"pk": ABSENT}, is_above=True)
DELIVERY = Thing(lambda estate: {"pk": estate.delivery.pk}, {"pk": ABSENT})
ENTRY = Thing(_entry, {**COMMUNITY.absent, "kind": "facility", "pk": ABSENT})
ENTRIES = Thing(
    lambda estate: {**found, "kind": "facility"} if (found := _community(estate)) else None,
    {**COMMUNITY.absent, "kind": "facility"},
)
PLAN = Thing(lambda estate: {"pk": estate.plan.pk}, {"pk": ABSENT})
PLAN_LINE = Thing(
    lambda estate: {"pk": estate.plan.pk, "position": 1} if estate.community else None, {"pk": ABSENT, "position": 1}
)
LIST_OF_PLAN = Thing(lambda estate: {"plan": estate.plan.pk}, {"plan": ABSENT})
PROJECT = Thing(lambda estate: {"pk": estate.project.pk} if estate.project else None, {"pk": ABSENT})
PROGRAMME = Thing(lambda estate: {"pk": estate.programme.pk}, {"pk": ABSENT}, is_above=True)
JOINT = Thing(PROGRAMME.of, PROGRAMME.absent, is_above=True, is_joint=True)
PILOT = Thing(lambda estate: {"pk": estate.pilot.pk} if estate.pilot else None, {"pk": ABSENT})
WORK_PLAN = Thing(
    lambda estate: {"pk": estate.work_plan.enrolment_id, "revision": 1} if estate.work_plan else None,
    {"pk": ABSENT, "revision": 1},
)
RETURN = Thing(lambda estate: {"pk": estate.quarterly.pk}, {"pk": ABSENT})
RETURN_ROW = Thing(lambda estate: {"pk": estate.quarterly.pk, "code": "213"}, {"pk": ABSENT, "code": "213"})
RETURN_PILOT = Thing(
    lambda estate: {"pk": estate.quarterly.pk, "code": estate.pilot.code} if estate.pilot else None,
    {"pk": ABSENT, "code": "900101001999"},
)
CARD_FILE = Thing(
    lambda estate: {**found, "suffix": "docx"} if (found := _community(estate)) else None,
    {**COMMUNITY.absent, "suffix": "docx"},
)
DOCUMENT = Thing(lambda estate: {"code": shown(estate.document.code)}, {"code": "WZ-7K3Q-9D2M-40EC"})
MILESTONE = Thing(
    lambda estate: {"pk": estate.project.pk, "key": estate.milestone.pk} if estate.project and estate.milestone else None,
    {"pk": ABSENT, "key": ABSENT},
)
EVIDENCE = Thing(
    lambda estate: {"pk": estate.project.pk, "key": estate.evidence.pk} if estate.project and estate.evidence else None,
    {"pk": ABSENT, "key": ABSENT},
)
PRACTICE = Thing(lambda estate: {"pk": estate.practice.pk} if estate.practice else None, {"pk": ABSENT})
FORM = Thing(lambda estate: {"pk": estate.form.pk}, {"pk": ABSENT}, is_above=True)

THINGS: Mapping[str, Thing] = {
    "assessments:division": DIVISION,
    "assessments:scorecard": COMMUNITY,
    "assessments:trace": Thing(
        lambda estate: {**found, "rule": RULE} if (found := _community(estate)) else None, {**COMMUNITY.absent, "rule": RULE}
    ),
    "assessments:scorecard-print": COMMUNITY,
    "assessments:scorecard-file": CARD_FILE,
    "assessments:verified": DOCUMENT,
    "assessments:block": Thing(lambda estate: {"code": estate.block.code} if estate.block else None, {"code": "B-none"}),
    "assessments:round": ROUND,
    "assessments:cancel-round": ROUND,
    "assessments:plan": PLAN,
    "assessments:plan-lines": PLAN,
    "assessments:plan-line": PLAN_LINE,
    "assessments:plan-left": PLAN,
    "assessments:plan-communities": PLAN,
    "assessments:plan-print": PLAN,
    "assessments:cancel-plan": PLAN,
    "assessments:drop-plan": PLAN,
    "pilots:project": PROJECT,
    "pilots:begin": PROJECT,
    "pilots:finish": PROJECT,
    "pilots:give-up": PROJECT,
    "pilots:work-plan": PILOT,
    "pilots:work-plan-draft": PILOT,
    "pilots:work-plan-compare": PILOT,
    "pilots:work-plan-revision": WORK_PLAN,
    "pilots:work-plan-print": WORK_PLAN,
    "pilots:work-plan-edit": WORK_PLAN,
    "pilots:work-plan-sealed": WORK_PLAN,
    "pilots:work-plan-submit": WORK_PLAN,
    "pilots:work-plan-withdraw": WORK_PLAN,
    "pilots:work-plan-return": WORK_PLAN,
    "pilots:work-plan-approve": WORK_PLAN,
    "pilots:work-plan-revise": WORK_PLAN,
    "pilots:work-plan-discard": WORK_PLAN,
    "pilots:take-up": PROJECT,
    "pilots:let-go": PROJECT,
    "pilots:edit": PROJECT,
    "pilots:funding": PROJECT,
    "pilots:note": PROJECT,
    "pilots:milestone-new": PROJECT,
    "pilots:milestone-edit": MILESTONE,
    "pilots:milestone-reached": MILESTONE,
    "pilots:milestone-remove": MILESTONE,
    "pilots:evidence-new": PROJECT,
    "pilots:evidence": EVIDENCE,
    "pilots:evidence-small": EVIDENCE,
    "pilots:evidence-remove": EVIDENCE,
    "pilots:before-after": PROJECT,
    "pilots:apply": PLAN,
    "pilots:programme": PROGRAMME,
    "pilots:programme-change": PROGRAMME,
    "pilots:board": PROGRAMME,
    "pilots:enrol": JOINT,
    "pilots:enrol-check": JOINT,
    "pilots:roster-complete": JOINT,
    "pilots:roster": PROGRAMME,
    "pilots:roster-enrol": PROGRAMME,
    "pilots:returns": JOINT,
    "pilots:return": RETURN,
    "pilots:return-row": RETURN_ROW,
    "pilots:return-pilot": RETURN_PILOT,
    "pilots:return-late": RETURN,
    "pilots:report": RETURN,
    "pilots:report-file": Thing(lambda estate: {"pk": estate.quarterly.pk, "suffix": "xlsx"}, {"pk": ABSENT, "suffix": "xlsx"}),
    "pilots:return-correct": RETURN,
    "pilots:return-take-back": RETURN,
    "pilots:return-draw": RETURN,
    "pilots:return-freeze": RETURN,
    "pilots:pilot": PILOT,
    "pilots:leave": PILOT,
    "pilots:practice-new": PILOT,
    **{f"pilots:practice{step}": PRACTICE for step in ("", "-edit", "-hand-in", "-publish", "-return", "-withdraw", "-revise")},
    "intake:delivery": DELIVERY,
    "intake:store": DELIVERY,
    "intake:check": DELIVERY,
    "intake:cancel": DELIVERY,
    "intake:annotated": DELIVERY,
    "intake:problems": DELIVERY,
    "intake:undo": DELIVERY,
    "intake:columns": Thing(
        lambda estate: {"pk": estate.delivery.pk, "batch": estate.batch.pk}, {"pk": ABSENT, "batch": ABSENT}
    ),
    "intake:waiting-row": Thing(lambda estate: {"pk": estate.waiting.pk}, {"pk": ABSENT}),
    "intake:register-one": COMMUNITY,
    "intake:entry-new": ENTRIES,
    "intake:entry": ENTRY,
    "intake:entry-remove": ENTRY,
    "api:entries": ENTRIES,
    "api:entry": ENTRY,
    "intake:source": Thing(lambda estate: {"pk": estate.source.pk} if estate.source else None, {"pk": ABSENT}),
    "intake:fill-form": FORM,
    "intake:fill-places": FORM,
    "intake:fill-download": FORM,
    "intake:fill-blank": FORM,
    "intake:fill-remove": FORM,
    "accounts:record": Thing(lambda estate: {"kind": "delivery", "pk": estate.delivery.pk}, {"kind": "delivery", "pk": ABSENT}),
    "accounts:person": Thing(lambda estate: {"pk": estate.person.pk}, {"pk": ABSENT}),
    "accounts:person-close": Thing(lambda estate: {"pk": estate.person.pk}, {"pk": ABSENT}),
    "accounts:person-history": Thing(lambda estate: {"pk": estate.person.pk}, {"pk": ABSENT}),
    "accounts:history": Thing(
        lambda estate: {"kind": "community", **found} if (found := _community(estate)) else None,
        {"kind": "community", **COMMUNITY.absent},
    ),
    "accounts:grant-revoke": Thing(lambda estate: {"pk": estate.grant.pk}, {"pk": ABSENT}),
    "api:division-detail": DIVISION,
    "api:community-detail": COMMUNITY,
    "api:facility-detail": Thing(
        lambda estate: {"code": estate.facility.code} if estate.facility else None, {"code": "F999999"}
    ),
    "api:round-detail": ROUND,
    "api:round-cancel": ROUND,
    "api:round-job": Thing(lambda estate: {"pk": estate.running.pk}, {"pk": ABSENT}),
    "api:round-scorecard-list": Thing(lambda estate: {"round": estate.round.pk}, {"round": ABSENT}, is_above=True),
    "api:round-scorecard-detail": Thing(
        lambda estate: {"round": estate.round.pk, **found} if (found := _community(estate)) else None,
        {"round": ABSENT, **COMMUNITY.absent},
    ),
    "api:round-scorecard-trace": Thing(
        lambda estate: {"round": estate.round.pk, **found, "rule": RULE} if (found := _community(estate)) else None,
        {"round": ABSENT, **COMMUNITY.absent, "rule": RULE},
    ),
    "api:scorecard-detail": COMMUNITY,
    "api:scorecard-trace": Thing(
        lambda estate: {**found, "rule": RULE} if (found := _community(estate)) else None, {**COMMUNITY.absent, "rule": RULE}
    ),
    "assessments:plan-file": Thing(lambda estate: {"pk": estate.plan.pk, "suffix": "xlsx"}, {"pk": ABSENT, "suffix": "xlsx"}),
    "api:project-detail": PROJECT,
    "api:practice-detail": PRACTICE,
    "api:plan-detail": PLAN,
    "api:plan-job": PLAN,
    "api:plan-cancel": PLAN,
    "api:plan-remedy-list": LIST_OF_PLAN,
    "api:plan-left-list": LIST_OF_PLAN,
    "api:plan-community-list": LIST_OF_PLAN,
    "api:import-detail": DELIVERY,
    "api:import-problems": DELIVERY,
    "api:import-store": DELIVERY,
    "api:import-cancel": DELIVERY,
    "api:import-undo": DELIVERY,
}
PLAIN: Mapping[str, Arguments] = {
    "assessments:communities-export": {"suffix": "csv"},
    "assessments:gaps-export": {"suffix": "csv"},
    "assessments:scores-export": {"suffix": "csv"},
    "assessments:gaps-file": {"suffix": "docx"},
    "assessments:document": {"pk": ABSENT},
    "assessments:cancel-document": {"pk": ABSENT},
    "assessments:document-download": {"pk": ABSENT},
    "assessments:rule": {"code": RULE},
    "assessments:pack": {"pack_id": "cn-pilot-2022-48"},
    "intake:form": {"kind": "households"},
    "accounts:token-revoke": {"pk": ABSENT},
    "accounts:acts-export": {"suffix": "csv"},
    "accounts:act": {"pk": ABSENT},
    "api:act-detail": {"pk": ABSENT},
    "api:rule-detail": {"code": RULE},
    "api:pack-detail": {"code": "cn-pilot-2022-48"},
    "api:pack-diff": {"code": "cn-ccs-2020"},
    "api-problem": {"code": "not_found"},
}
"""Routes with arguments that are about no place."""
DATA = ("communities", "households", "compounds", "division_counts", "premises", "facilities", "survey", "inventory")
QUERIES: Mapping[str, Mapping[str, str]] = {
    "assessments:scores": {"weights": "equal_domains"},
    "assessments:scores-export": {"weights": "equal_domains"},
    "assessments:pack-diff": {"a": "cn-ccs-2020", "b": "cn-hb-2023-draft"},
    "assessments:law-at-place": {"code": "520103"},
    "assessments:impact": {"draft": "example-raise-to-40"},
    "api:score-list": {"weights": "equal_domains"},
    "api:pack-diff": {"with": "cn-hb-2023-draft"},
    "api:law-list": {"place": "520103"},
    "api:impact-list": {"draft": "example-raise-to-40"},
}


@dataclass(frozen=True)
class Address:
    """One address of a route. ``position`` is empty where it is about no thing of the country."""

    route: str
    path: str
    arguments: Arguments
    position: str = ""


def addresses(country: Mapping[str, Estate]) -> list[Address]:
    """Of every route of the resolver. KeyError for a route with arguments that nobody has said anything about."""
    return [found for name, takes in _routes() for found in _of(name, country, takes=takes)]


def absent_of(address: Address) -> str:
    """The address of what there is nowhere, of the same kind."""
    return _path(address.route, THINGS[address.route].absent)


def _of(name: str, country: Mapping[str, Estate], *, takes: bool) -> Iterator[Address]:
    if name == "intake:data":
        yield from (_address(name, {"kind": kind, "suffix": "csv"}) for kind in DATA)
    elif name in THINGS:
        for position, estate in country.items():
            arguments = THINGS[name].of(estate)
            if arguments is not None:
                yield _address(name, arguments, position)
    elif name == "config.api.unknown":
        yield Address(name, "/api/nothing/here/", {})
    else:
        yield _address(name, PLAIN[name] if takes else {})


def _address(name: str, arguments: Arguments, position: str = "") -> Address:
    return Address(name, _path(name, arguments), arguments, position)


def _path(name: str, arguments: Arguments) -> str:
    query = f"?{urlencode(QUERIES[name])}" if name in QUERIES else ""
    return reverse(name, kwargs=dict(arguments)) + query


def _routes() -> Iterator[tuple[str, bool]]:
    """Names, and whether the address takes arguments."""
    yield from sorted(set(_walk(get_resolver().url_patterns)))


def _walk(patterns: list[Any], above: tuple[str, ...] = (), *, takes: bool = False) -> Iterator[tuple[str, bool]]:
    for pattern in patterns:
        has_arguments = takes or bool(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            yield ":".join([*above, pattern.name or pattern.lookup_str]), has_arguments
        else:
            below = (*above, pattern.namespace) if pattern.namespace else above
            yield from _walk(pattern.url_patterns, below, takes=has_arguments)
