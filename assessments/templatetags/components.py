"""Template tags and filters of the design components: geometry, navigation, sorting, figures.

Every tag takes and returns plain values. Nothing here reads the database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

register = template.Library()

Number = int | float | Decimal
VERDICTS = ("met", "gap", "unknown", "not_applicable")
"""In the order of the codes stored in the database, which count from 1."""

BAR_ROOM = Decimal("1.04")
"""The scale ends a little beyond the larger figure, so that the mark of the requirement stays inside the drawing."""

NAVIGATION = (
    ("assessments:home", gettext_lazy("Home")),
    ("assessments:communities", gettext_lazy("Communities")),
    ("assessments:gaps", gettext_lazy("Gaps")),
    ("assessments:rules", gettext_lazy("Rule book")),
    ("assessments:prices", gettext_lazy("Price book")),
    ("assessments:rounds", gettext_lazy("Rounds")),
    ("assessments:plans", gettext_lazy("Remedy plans")),
    ("pilots:programmes", gettext_lazy("Pilots")),
    ("pilots:projects", gettext_lazy("Key projects")),
    ("intake:deliveries", gettext_lazy("Bring in data")),
    ("intake:register", gettext_lazy("Register")),
    ("assessments:sources", gettext_lazy("Data sources")),
    ("api-docs", gettext_lazy("API docs")),
    ("accounts:people", gettext_lazy("People")),
    ("accounts:acts", gettext_lazy("Log of acts")),
)
PILOT_NAVIGATION = (
    ("pilots:programmes", gettext_lazy("Programmes")),
    ("pilots:projects", gettext_lazy("Key projects")),
    ("pilots:overdue", gettext_lazy("Overdue")),
    ("pilots:reviews", gettext_lazy("Reviews")),
    ("pilots:practices", gettext_lazy("Experience")),
)
"""The pages of the pilots' room beside each other."""
FOR_SOME = frozenset(
    {"intake:register", "pilots:programmes", "pilots:reviews", "pilots:practices", "accounts:people", "accounts:acts"}
)
"""Not shown to nobody in particular, who would only be asked to log in."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the main navigation; ``current`` when the page lies at or below it."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class BarGeometry:
    """Lengths of a gap bar as SVG percentages of its width, such as ``62.5%``."""

    measured: str
    required: str
    off_from: str
    off_width: str


@dataclass(frozen=True, slots=True)
class Share:
    """One verdict's part of a whole; ``x`` and ``width`` are SVG percentages, ``percent`` the share for the eye."""

    verdict: str
    count: int
    x: str
    width: str
    percent: str
    href: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column head; ``href`` empty when it cannot be sorted; ``direction`` ascending, descending or empty."""

    label: str
    kind: str
    href: str = ""
    direction: str = ""


@register.filter
def verdict_slug(verdict: int | str) -> str:
    """``met``, ``gap``, ``unknown`` or ``not_applicable`` from a stored code (1-4) or from the word itself.

    Raises:
        ValueError: for anything else; a page must never show a verdict it does not know.
    """
    slug = VERDICTS[verdict - 1] if isinstance(verdict, int) and 1 <= verdict <= len(VERDICTS) else str(verdict)
    if slug not in VERDICTS:
        raise ValueError(f"{verdict!r} is no verdict.")
    return slug


def _percent(part: Decimal) -> str:
    """``part`` (0-1) with two places: SVG wants a point whatever the language."""
    return f"{part * 100:.2f}%"


def _for_the_eye(part: Decimal) -> str:
    """``part`` (0-1) in whole percent; a little never reads as nothing, nor almost all as all."""
    if 0 < part < Decimal("0.005"):
        return "<1%"
    return ">99%" if Decimal("0.995") <= part < 1 else f"{part * 100:.0f}%"


@register.simple_tag
def bar_geometry(measured: Number | None, required: Number | None) -> BarGeometry:
    """Lengths for measured against required, both in one unit and not negative; None reads as nothing to draw."""
    have, need = Decimal(str(measured or 0)), Decimal(str(required or 0))
    scale = max(have, need) * BAR_ROOM or Decimal(1)
    return BarGeometry(
        measured=_percent(have / scale),
        required=_percent(need / scale),
        off_from=_percent(min(have, need) / scale),
        off_width=_percent(abs(have - need) / scale),
    )


def _member(source: Any, *names: str) -> Any:
    """The first of ``names`` that ``source``, a mapping or an object, has; None when it has none."""
    if isinstance(source, Mapping):
        return next((source[name] for name in names if name in source), None)
    return next((getattr(source, name) for name in names if hasattr(source, name)), None)


@register.simple_tag
def verdict_shares(counts: Any, links: Any = None) -> list[Share]:
    """The four verdicts of ``counts`` as parts of one bar.

    ``counts`` has met, gap (or gaps), unknown and not_applicable; ``links`` may have an address under the same names.
    """
    numbers = {verdict: int(_member(counts, verdict, f"{verdict}s") or 0) for verdict in VERDICTS}
    total, before, shares = sum(numbers.values()) or 1, 0, []
    for verdict, number in numbers.items():
        x, width = Decimal(before) / total, Decimal(number) / total
        href = str(_member(links, verdict) or "")
        shares.append(Share(verdict, number, _percent(x), _percent(width), _for_the_eye(width), href))
        before += number
    return shares


@register.simple_tag(takes_context=True)
def main_nav(context: template.Context) -> list[NavItem]:
    """The links of NAVIGATION that have a route and are for the reader, the one of this page marked."""
    return _items(context, NAVIGATION)


@register.simple_tag(takes_context=True)
def pilot_nav(context: template.Context) -> list[NavItem]:
    """The same of the pilots' room; of two that this page lies below, the longer one is marked."""
    items = _items(context, PILOT_NAVIGATION)
    longest = max((len(item.href) for item in items if item.current), default=0)
    return [NavItem(item.label, item.href, item.current and len(item.href) == longest) for item in items]


def _items(context: template.Context, links: Iterable[tuple[str, Any]]) -> list[NavItem]:
    request = context.get("request")
    here, items = getattr(request, "path", ""), []
    for name, label in links:
        if not _is_for(request, name):
            continue
        try:
            href = reverse(name)
        except NoReverseMatch:  # the API documents may be switched off
            continue
        current = here == href if name == "assessments:home" else here.startswith(href)
        items.append(NavItem(str(label), href, current))
    return items


@register.simple_tag(takes_context=True)
def home_href(context: template.Context) -> str:
    """Where the name of the site leads: home, or the own page for somebody who may not read results."""
    return reverse("assessments:home" if _is_for(context.get("request"), "assessments:home") else "accounts:me")


def _is_for(request: Any, name: str) -> bool:
    """Somebody unknown is shown what they may see once they have logged in."""
    rights = getattr(request, "rights", None)
    if rights is None or not request.user.is_authenticated:
        return name not in FOR_SOME
    return bool(rights.may_visit(name))


@register.simple_tag
def sort_columns(columns: Iterable[Sequence[str]], query: QueryDict, parameter: str = "sort") -> list[Column]:
    """Heads for ``columns`` of (sort key or "", label, kind): a head links to its order, or to the reverse of it."""
    order = query.get(parameter, "")
    return [_head(key, label, kind, order=order, query=query, parameter=parameter) for key, label, kind in columns]


def _head(key: str, label: str, kind: str, *, order: str, query: QueryDict, parameter: str) -> Column:
    if not key:
        return Column(str(label), kind)
    link = query.copy()
    link.pop("cursor", None)
    link[parameter] = f"-{key}" if order == key else key
    direction = {key: "ascending", f"-{key}": "descending"}.get(order, "")
    return Column(str(label), kind, f"?{link.urlencode()}", direction)


@register.filter
def paired(cells: Sequence[Any], columns: Sequence[Any]) -> list[tuple[Any, Any]]:
    """(column, cell) for every cell of a row. Raises ValueError when the row has another length than the head."""
    return list(zip(columns, cells, strict=True))


@register.simple_tag(takes_context=True)
def component(context: template.Context, name: str, values: Mapping[str, Any]) -> SafeString:
    """The component ``name`` rendered with ``values`` alone, as ``include ... only`` does with names known beforehand."""
    return render_to_string(f"_components/{name}.html", dict(values), request=context.get("request"))


@register.filter
def grouped(number: Number | None) -> str:
    """A number with its thousands parted by commas, the same in both languages: ``1,204``; None is empty."""
    return "" if number is None else f"{number:,}"


@register.filter
def hundredths_m2(area: int | None) -> str:
    """An engine area (int, 0.01 m2) for the eye: 79980 is ``799.80 ㎡``; None is empty."""
    if area is None:
        return ""
    unit = "㎡" if (get_language() or "").startswith("zh") else "m²"
    return f"{Decimal(area) / 100:,.2f} {unit}"


@register.filter
def yuan(amount: Number | None) -> str:
    """Money for the eye: ``123.46 万元`` or ``CNY 1,234,567``, whole yuan below 10,000; None is empty."""
    if amount is None:
        return ""
    exact = Decimal(str(amount))
    if not (get_language() or "").startswith("zh"):
        return f"CNY {exact.quantize(Decimal(1), ROUND_HALF_UP):,}"
    if abs(exact) < 10_000:
        return f"{exact.quantize(Decimal(1), ROUND_HALF_UP):,} 元"
    return f"{(exact / 10_000).quantize(Decimal('0.01'), ROUND_HALF_UP):,} 万元"
