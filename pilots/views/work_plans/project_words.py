"""A key project of a work plan in words, field by field, as the page and the comparison show it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from assessments.remedies.build_words import build_words
from assessments.remedies.catalogue import BY_CODE
from assessments.views.language import listed, spoken
from pilots.projects.money import SOURCES
from pilots.projects.words import risk_words
from pilots.reviewing.comparing import NOT_KEPT
from pilots.reviewing.content import COMBINED
from pilots.views.tables import rule_text, yuan_text


def field_names() -> dict[str, str]:
    """In the order in which they are listed."""
    return {
        "name": _("Name"), "way": _("Way"), "year": _("Begins in"), "yuan": _("Cost"), "owner": _("Department in charge"),
        "starts_on": _("Is to start on"), "due_on": _("Is to be finished by"), "funding": _("Money, by source"),
        "combined_with": _("Combined with"), "combined_note": _("How they are combined"), "risk": _("Risk"),
        "risk_note": _("What the risk is, and what is done about it"), "milestones": _("Milestones"), "builds": _("Builds"),
        "closes": _("Closes"),
    }  # fmt: skip


def field_text(name: str, value: Any) -> str:
    """A field that is empty is a dash, but for a risk that nobody has judged; what was not kept is said."""
    if value is NOT_KEPT:
        return _("not kept at that time")
    if value in (None, "", [], {}) and name != "risk":
        return "—"
    return _SPEAKERS[name](value) if name in _SPEAKERS else str(value)


def funding_lines(funding: Mapping[str, int | None]) -> list[str]:
    """In the order of the sources; an amount that nobody knows is said to be unknown."""
    return [
        f"{spoken(words)} {_('not known') if funding[source] is None else yuan_text(funding[source] or 0)}"
        for source, words in SOURCES.items()
        if source in funding
    ]


def milestone_lines(steps: list[dict[str, str]]) -> list[str]:
    return [_("milestone %(day)s: %(name)s") % {"day": step["due_on"], "name": step["name"]} for step in steps]


def works_text(codes: list[str]) -> str:
    return listed([spoken(COMBINED[code]) for code in codes if code in COMBINED])


_SPEAKERS: Final[Mapping[str, Callable[[Any], str]]] = {
    "way": lambda code: spoken(BY_CODE[code].name),
    "yuan": yuan_text,
    "funding": lambda funding: listed(funding_lines(funding)),
    "combined_with": works_text,
    "risk": lambda code: spoken(risk_words(code)),
    "milestones": lambda steps: listed(milestone_lines(steps)),
    "builds": lambda builds: listed([spoken(build_words(each)) for each in builds]),
    "closes": lambda gaps: listed(list(dict.fromkeys(rule_text(rule) for _code, rule in gaps))),
}
