"""A remedy as remedy.html draws it: area, costs, time, premises side by side, what to mind, and where the prices come from."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from assessments.remedies.costs import Cost
from assessments.remedies.needs import Need
from assessments.remedies.option import Option, Standing
from assessments.remedies.prices import RUNNING
from assessments.remedies.stock import AtHand
from assessments.standards.model import Pack
from assessments.views.language import day_text, spoken
from assessments.views.price_words import cost_text, money_range, origin
from assessments.views.provenance import label_of
from assessments.views.remedy_places import Places, area_text, places, where


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
    outside: bool
    running_text: str
    running_price: str
    present_text: str
    present_note: str
    months_text: str
    ownership: str
    risks: tuple[str, ...]
    origins: tuple[str, ...]
    places: tuple[Places, ...]
    place_provenance: str = ""
    elsewhere_href: str = ""
    also: tuple[str, ...] = ()


def remedy_boxes(options: tuple[Option, ...], pack: Pack) -> list[RemedyBox]:
    """A box for each remedy; those that have no figures and the same answer share one."""
    boxes: dict[tuple[str, ...], RemedyBox] = {}
    for option in options:
        box = remedy_box(option, pack)
        is_plain = not (box.area_text or box.cost_text or box.places)
        key = (option.standing.value, box.reason) if is_plain else (box.kind,)
        boxes[key] = _together(boxes[key], box) if key in boxes else box
    return list(boxes.values())


def _together(first: RemedyBox, other: RemedyBox) -> RemedyBox:
    """What holds of both: how long one takes, and who then owns it, is not the same."""
    warning = first.warning or other.warning
    return replace(first, also=(*first.also, other.kind), warning=warning, months_text="", ownership="", risks=())


def remedy_box(option: Option, pack: Pack) -> RemedyBox:
    offered, cost, remedy = option.is_offered, option.cost, option.remedy
    return RemedyBox(
        kind=remedy.code,
        eligible=option.standing is not Standing.BARRED,
        undecided=option.standing is Standing.UNDECIDED,
        concrete=option.standing is Standing.CONCRETE,
        reason=spoken(option.reason),
        area_text=area_text(option.need.area) if offered else "",
        area_note=_area_note(option.need) if offered else "",
        cost_text=cost_text(cost) if cost else "",
        price="placeholder" if cost and cost.is_placeholder else "",
        place=_place(option.premises),
        warning=spoken(option.reminder) if option.reminder else "",
        clause=f"{pack.document} {option.clause}" if option.clause else "",
        outside=remedy.outside,
        running_text=_a_year(cost) if cost else "",
        running_price="placeholder" if cost and _is_running_placeholder(cost) else "",
        present_text=money_range(cost.present.low, cost.present.high) if cost and cost.present else "",
        present_note=_terms(cost) if cost and cost.present else "",
        months_text=_months(remedy.months) if offered and remedy.months else "",
        ownership=spoken(remedy.ownership) if offered else "",
        risks=tuple(spoken(risk) for risk in remedy.risks) if offered else (),
        origins=_origins(option),
        places=places(option) if offered else (),
        place_provenance=label_of(option.premises[0].provenance) if option.premises else "",
    )


def _area_note(need: Need) -> str:
    """On whose word the area rests."""
    return spoken(need.basis) if need.area is not None else ""


def _origins(option: Option) -> tuple[str, ...]:
    """Who asks for it, then the lines of the price book."""
    if option.cost is None:
        return ()
    asked = [_("Asked by the owner of %(name)s") % {"name": option.premises[0].name}] if option.cost.asked else []
    return *asked, *(origin(line) for line in option.cost.lines)


def _a_year(cost: Cost) -> str:
    return money_range(cost.running.low, cost.running.high) if cost.running else ""


def _is_running_placeholder(cost: Cost) -> bool:
    return any(line.is_placeholder for line in cost.lines if line.remedy == RUNNING)


def _terms(cost: Cost) -> str:
    percent = f"{cost.terms.rate * 100:.2f}".rstrip("0").rstrip(".")
    return _("%(years)s years at %(percent)s%% a year") % {"years": cost.terms.years, "percent": percent}


def _months(months: tuple[int, int]) -> str:
    return _("%(soon)s–%(late)s months") % {"soon": months[0], "late": months[1]}


def _place(premises: tuple[AtHand, ...]) -> str:
    """The best premises that fit, and how many more there are."""
    if not premises:
        return ""
    best, others = premises[0], len(premises) - 1
    text = _("%(name)s, %(area)s, %(where)s") % {"name": best.name, "area": area_text(best.area), "where": where(best)}
    if best.available_from:
        text += _(", available from %(day)s") % {"day": day_text(best.available_from)}
    return text + (_(" (and %(others)s more)") % {"others": others} if others else "")
