"""What the pages of the rule book share: their small navigation, documents and places in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.contexts import Cell, Choice, Link, Table
from assessments.law import packs
from assessments.selectors.places import Named, places_named
from assessments.standards.model import DatedValue, Pack, Parameter, Rule
from assessments.standards.units import amount_shown
from assessments.templatetags.components import Column
from assessments.views.frame import home_crumb
from assessments.views.language import day_text, lang_now, listed, name_of, number, spoken
from communities.filters import SpokenFilterSet
from communities.filters.base import ORDERING
from communities.scope import AreaScope

MANY = 5
"""So many places are written out; of more only their number is told."""


@dataclass(frozen=True)
class Section:
    """A page of the rule book in its small navigation."""

    label: str
    href: str
    is_current: bool


def sections(current: str) -> list[Section]:
    """The pages of the rule book; ``current`` is the name of the one that is shown."""
    labels = {
        "rules": _("Rules"),
        "packs": _("Documents"),
        "pack-diff": _("Compare documents"),
        "law-at-place": _("Law at a place"),
        "impact": _("Impact of a draft"),
        "coverage": _("Coverage of the notice"),
    }
    return [Section(label, reverse(f"assessments:{name}"), name == current) for name, label in labels.items()]


def book_crumbs(*rest: Link) -> list[Link]:
    return [home_crumb(), Link(_("Rule book"), reverse("assessments:rules")), *rest]


def fields_of(narrowed: SpokenFilterSet) -> list[BoundField]:
    """The fields of a filter; the order has none, for these lists stand in the order of the documents."""
    return [field for field in narrowed.form if field.name != ORDERING]


def cited(pack: Pack) -> str:
    """The document in the reader's language: its number, or its title where the number is Chinese words."""
    return pack.document if lang_now() == "zh" or pack.document.isascii() else spoken(pack.title)


def pack_link(pack: Pack) -> Link:
    return Link(spoken(pack.title), reverse("assessments:pack", args=[pack.id]))


def pack_options(chosen: str) -> list[Choice]:
    """Every pack as an option of a field, none chosen at first."""
    options = [Choice(each.id, f"{spoken(each.title)} ({each.id})", each.id == chosen) for each in packs()]
    return [Choice("", "—", not chosen), *options]


def place_text(places: tuple[str, ...], known: dict[str, Named]) -> str:
    """The places of a pack or a rule in words; codes where nobody may know the name."""
    if not places:
        return _("the whole country")
    if len(places) > MANY:
        return _("%(number)s places") % {"number": number(len(places))}
    return listed([f"{name_of(known[code])} {code}" if code in known else code for code in places])


def names_for(scope: AreaScope, found: Iterable[Pack | Rule]) -> dict[str, Named]:
    """The names of the places of these packs or rules, as far as they are written out."""
    return places_named(scope, {code for one in found if len(one.places) <= MANY for code in one.places})


def span_text(pack: Pack | Rule) -> str:
    """From when to when, an open end after a dash."""
    return f"{day_text(pack.in_force_from)} – {day_text(pack.in_force_to)}".strip()


def enforced_text(rule: Rule, pack: Pack) -> str:
    """Whether a rule is enforced, or why it is not."""
    if not rule.enabled:
        return _("no: from memory, not compared with the official text")
    if not pack.status.enforced:
        return _("only where it is asked for: %(status)s") % {"status": spoken(pack.status.words)}
    return _("yes")


def compared_text(dated: DatedValue) -> str:
    """When a value was last compared with the official text."""
    return day_text(dated.checked_on) or pgettext("compared", "never")


def parameters_table(parameters: Iterable[Parameter]) -> Table:
    """Every value a parameter has had, the newest first."""
    columns = (
        Column(_("Parameter"), "text"),
        Column(_("Value"), "text"),
        Column(_("In force since"), "code"),
        Column(_("Clause"), "text"),
        Column(_("How it is known"), "text"),
        Column(_("Last compared with the official text"), "text"),
    )
    rows = [
        [
            Cell(spoken(parameter.name), note=parameter.id),
            Cell(amount_shown(dated.value, parameter.unit, lang_now())),
            Cell(day_text(dated.since)),
            Cell(parameter.clause.id),
            Cell(spoken(dated.confidence.words)),
            Cell(compared_text(dated)),
        ]
        for parameter in parameters
        for dated in reversed(parameter.values)
    ]
    return Table(_("Parameters and their history"), columns, rows, titled=True)
