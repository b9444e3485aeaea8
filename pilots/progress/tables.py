"""The tables of a progress report as values: what paper prints and the workbook holds. Money is in 10,000 yuan, to the yuan."""

from decimal import Decimal

from assessments.labels import label_text
from assessments.remedies.catalogue import BY_CODE
from assessments.reports.figures import Cell
from communities.words import Lang, Words
from pilots.progress import words as say
from pilots.progress.content import City, ProgressContent, RowSum, Told
from pilots.returns.printed import amount, printed

WAN = 10_000


def plan_words(pilot: Told) -> Words:
    """Where the work plan stands; that one is in force while another is being written."""
    plan = pilot["plan"]
    if plan is None:
        return say.PLAN_STATES[""]
    state = say.PLAN_STATES[plan["state"]]
    if plan["in_force"] and plan["state"] != "approved":
        return Words(f"{state.zh}（第 {plan['in_force']} 版有效）", f"{state.en} (revision {plan['in_force']} in force)")
    return state


def is_approved(pilot: Told) -> bool:
    return bool(pilot["plan"] and pilot["plan"]["in_force"])


def cost_of(city: City) -> Decimal:
    """Of all that was not given up."""
    return Decimal(sum(each["yuan"] for each in city.projects if each["state"] != "dropped")) / WAN


def late_of(city: City) -> int:
    """Projects whose day has passed. One without a day cannot be late, nor said to be in time."""
    return sum(bool(each["late"]) for each in city.projects)


def money_cell(project: Told, name: str) -> Cell:
    """In 10,000 yuan; empty where nothing is known, a text where a part is not."""
    known, unknown, lines = project["money"][name]
    if not lines or unknown == lines:
        return None
    amount_known = Decimal(known) / WAN
    return f"≥ {wan_text(amount_known)}" if unknown else amount_known


def wan_text(wan: Decimal) -> str:
    """Two places; four where two would make nothing of it."""
    return f"{wan:,.4f}" if 0 < wan < Decimal("0.01") else f"{wan:,.2f}"


def city_cells(city: City, lang: Lang) -> tuple[Cell, ...]:
    """One line: pilots, plans, projects by state, cost, gaps and unknown before and now."""
    states = city.states()
    return (
        city.name.of(lang), len(city.pilots), sum(is_approved(each) for each in city.pilots),
        *(states[state] for state in ("planned", "under_way", "finished")), late_of(city), cost_of(city),
        city.sum("first", "gaps"), city.sum("now", "gaps"), city.sum("first", "unknown"), city.sum("now", "unknown"),
    )  # fmt: skip


def pilot_cells(pilot: Told, content: ProgressContent) -> tuple[Cell, ...]:
    first, now = pilot["first"] or {}, pilot["now"] or {}
    return (
        content.named(pilot), pilot["code"], content.named(pilot["unit"]), pilot["households"], content.say(plan_words(pilot)),
        first.get("gaps"), now.get("gaps"), first.get("unknown"), now.get("unknown"), len(pilot["closed"]),
        len(pilot["appeared"]), len(pilot["found"]), label_text(pilot["labels"]),
    )  # fmt: skip


def project_cells(project: Told, city: City, content: ProgressContent) -> tuple[Cell, ...]:
    pilot = next((content.named(each) for each in city.pilots if each["code"] == project["code"]), project["code"])
    return (
        project["name"], pilot, content.say(BY_CODE[project["way"]].name), project["owner"],
        Decimal(project["yuan"]) / WAN, *(money_cell(project, name) for name in ("planned", "arrived", "spent")),
        content.say(say.STATE_WORDS[project["state"]]), project["percent"], project["due_on"] or "", project["late"],
        project["ended_on"] or "", label_text(project["labels"]),
    )  # fmt: skip


def figure_cells(one: RowSum, content: ProgressContent) -> tuple[str, ...]:
    """A row of the whole in words, as the page says it: corrected, with what cannot be told."""
    more = content.corrected_by(one.row)
    return (
        one.row.code, content.say(one.row.words), content.say(one.row.unit_words),
        printed(one.row, one.quarter + more, one.unknown_quarter, content.lang),
        printed(one.row, one.total + more + content.corrected_before(one.row), one.unknown_total, content.lang),
    )  # fmt: skip


def number_of(one: RowSum, name: str) -> int | Decimal:
    """``quarter`` or ``total`` as a number: m2 with two places."""
    return amount(one.row, getattr(one, name))
