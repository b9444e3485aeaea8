"""A remedy as remedy.html draws it: area, cost range, premises, what to mind."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from assessments.remedies.costs import Cost
from assessments.remedies.needs import Need
from assessments.remedies.option import Option, Standing
from assessments.remedies.stock import AtHand
from assessments.standards.model import Pack
from assessments.standards.units import Unit, shown
from assessments.views.language import day_text, lang_now, spoken
from assessments.views.price_words import money_range
from assessments.views.provenance import label_of


@dataclass(frozen=True)
class RemedyBox:
    """As remedy.html takes it."""

    kind: str
    eligible: bool
    undecided: bool
    concrete: bool
    reason: str
    area_text: str
    area_note: str
    cost_text: str
    price: str
    place: str
    warning: str
    clause: str
    place_provenance: str = ""
    also: tuple[str, ...] = ()


def remedy_boxes(options: tuple[Option, ...], pack: Pack) -> list[RemedyBox]:
    """A box for each remedy; those that have no figures and the same answer share one."""
    boxes: dict[tuple[str, ...], RemedyBox] = {}
    for option in options:
        box = remedy_box(option, pack)
        is_plain = not (box.area_text or box.cost_text or box.place)
        key = (option.standing.value, box.reason) if is_plain else (box.kind,)
        first = boxes.get(key)
        boxes[key] = replace(first, also=(*first.also, box.kind), warning=first.warning or box.warning) if first else box
    return list(boxes.values())


def remedy_box(option: Option, pack: Pack) -> RemedyBox:
    offered = option.standing in (Standing.CONCRETE, Standing.OPEN)
    return RemedyBox(
        kind=option.remedy.code,
        eligible=option.standing is not Standing.BARRED,
        undecided=option.standing is Standing.UNDECIDED,
        concrete=option.standing is Standing.CONCRETE,
        reason=spoken(option.reason),
        area_text=area_text(option.need.area) if offered else "",
        area_note=_area_note(option.need) if offered else "",
        cost_text=cost_text(option.cost) if option.cost else "",
        price="placeholder" if option.cost and option.cost.is_placeholder else "",
        place=_place(option.premises),
        warning=spoken(option.reminder) if option.reminder else "",
        clause=f"{pack.document} {option.clause}" if option.clause else "",
        place_provenance=label_of(option.premises[0].provenance) if option.premises else "",
    )


def area_text(hundredths: int | None) -> str:
    return "" if hundredths is None else shown(hundredths, Unit.AREA, lang_now())


def _area_note(need: Need) -> str:
    """On whose word the area rests."""
    return spoken(need.basis) if need.area is not None else ""


def cost_text(cost: Cost) -> str:
    """Once, and for a lease each year."""
    once = money_range(cost.low, cost.high)
    if cost.yearly_low is None or cost.yearly_high is None:
        return once
    yearly = money_range(cost.yearly_low, cost.yearly_high)
    return _("%(once)s once, and %(yearly)s a year") % {"once": once, "yearly": yearly}


def _place(premises: tuple[AtHand, ...]) -> str:
    """The nearest premises that fit, and how many more there are."""
    if not premises:
        return ""
    nearest, others = premises[0], len(premises) - 1
    text = _("%(name)s, %(area)s, %(where)s") % {
        "name": nearest.name,
        "area": area_text(nearest.area),
        "where": _where(nearest),
    }
    if nearest.available_from:
        text += _(", available from %(day)s") % {"day": day_text(nearest.available_from)}
    return text + (_(" (and %(others)s more)") % {"others": others} if others else "")


def _where(one: AtHand) -> str:
    if one.in_community or one.metres is None:
        return _("in this community")
    return _("%(metres)s m away") % {"metres": f"{one.metres:,}"}
