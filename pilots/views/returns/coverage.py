"""How much of a place is complete: numerator, denominator and unit, and what cannot be told."""

from typing import Any

from django.utils.translation import gettext as _

from assessments.contexts import Tally
from assessments.views.language import number
from pilots.models import Return
from pilots.returns.rates import rate_text


def coverage_stats(one: Return) -> list[Tally]:
    """Today and before the programme."""
    told, before = one.drawn["coverage"], _("before the programme: %(number)s") % {"number": _gaps(one, "first")}
    return [
        Tally(_("Coverage now"), rate_text(told["now"]), note=rate_note(told["now"])),
        Tally(_("Coverage before the programme"), rate_text(told["first"]), note=rate_note(told["first"])),
        Tally(_("Pilots"), number(len(one.drawn["pilots"]))),
        Tally(_("Gaps of the pilots"), _gaps(one, "now"), note=before),
    ]


def _gaps(one: Return, moment: str) -> str:
    """Of all pilots that were judged; what is unknown beside it."""
    cards = [each[moment] for each in one.drawn["pilots"] if each[moment]]
    gaps, unknown = (sum(card[name] for card in cards) for name in ("gaps", "unknown"))
    return (
        _("%(gaps)s, and %(unknown)s unknown") % {"gaps": number(gaps), "unknown": number(unknown)} if unknown else number(gaps)
    )


def rate_note(counts: dict[str, Any]) -> str:
    said = {name: number(counts[name]) for name in ("complete", "communities", "undecided")}
    words = _("%(complete)s complete of %(communities)s communities") % said
    both = _("%(complete)s complete of %(communities)s communities; of %(undecided)s it cannot be told")
    return both % said if counts["undecided"] else words
