"""A plan in words: its money, its place, how good it is, how far it is."""

from typing import Any, Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.how_good import goodness
from assessments.models import RemedyPlan, RoundState
from assessments.remedies.catalogue import BY_CODE
from assessments.remedies.plan_words import WORTH_UNITS
from assessments.remedies.price_words import about
from assessments.remedies.wishes import OBJECTIVE_WORDS, Objective, Wishes, wishes_of
from assessments.templatetags.components import yuan
from assessments.views.language import lang_now, name_of, number, spoken

SCALE: Final = 1_000
"""What a unit of worth closed in the first year comes to in the numbers of a plan: assessments/remedies/wishes.py."""
WAN: Final = 10_000


def place_of(plan: RemedyPlan) -> str:
    return name_of(plan.division) if plan.division else _("everything")


def path_of_plan(plan: RemedyPlan) -> str:
    return plan.division.path if plan.division else "/"


def way_word(code: str) -> str:
    return capfirst(spoken(BY_CODE[code].name)) if code in BY_CODE else code


def thing_word(code: str) -> str:
    """A facility type, or a survey item."""
    return spoken(about(code, code))


def budget_text(wishes: Wishes) -> str:
    """The sum, and over how many years."""
    years = len(wishes.budgets)
    return ngettext("%(yuan)s in one year", "%(yuan)s in %(years)s years", years) % {
        "yuan": yuan(sum(wishes.budgets)), "years": years,
    }  # fmt: skip


def budget_lines(wishes: Wishes) -> list[str]:
    return [f"{year}: {yuan(amount)}" for year, amount in enumerate(wishes.budgets, wishes.first_year)]


def years_text(wishes: Wishes) -> str:
    first, last = wishes.first_year, wishes.first_year + len(wishes.budgets) - 1
    return str(first) if first == last else f"{first}–{last}"


def objective_word(objective: Objective) -> str:
    return spoken(OBJECTIVE_WORDS[objective])


def worth_text(worth: float, objective: Objective) -> str:
    """``worth`` as plans count it, in whole units of the first year."""
    return f"{number(round(worth / SCALE))} {spoken(WORTH_UNITS[objective])}"


def per_wan_text(price: float, objective: Objective) -> str:
    """What 10,000 yuan more would buy, at a price of worth a yuan."""
    return f"{price * WAN / SCALE:,.1f} {spoken(WORTH_UNITS[objective])}"


def good_text(plan: RemedyPlan) -> str:
    """How much better any other plan could be, at most. Rounded against the plan."""
    if plan.worth is None or plan.bound is None:
        return ""
    if plan.bound <= plan.worth or plan.told.get("status") == "optimal":
        return _("proven best")
    if not plan.worth:
        return _("a better one may exist")
    found = goodness(plan, Objective(plan.wishes["objective"]))
    return _("at most %(percent)s %% below the best possible") % {"percent": found.gap if found else ""}


def state_text(plan: RemedyPlan) -> str:
    """With how far it is, while it runs."""
    state = str(plan.get_state_display())
    return f"{state} · {plan.percent}%" if plan.state == RoundState.RUNNING else state


def stage_text(plan: RemedyPlan) -> str:
    """What the worker does; while it waits, that it does."""
    words = {
        "reading": _("reading the facts"), "options": _("finding what is open to each gap"),
        "choosing": _("choosing under the budget"), "promising": _("judging what would be built"),
        "telling": _("working out what other budgets would buy"), "storing": _("storing the plan"),
    }  # fmt: skip
    return words.get(plan.stage, _("waiting for its turn") if plan.state == RoundState.WAITING else "")


def pair(told: dict[str, Any], name: str) -> tuple[int, int]:
    """A figure today and with the plan."""
    before, after = told[name]
    return int(before), int(after)


def closed_gaps(plan: RemedyPlan) -> int:
    """By the engine: gaps today less gaps with the plan."""
    before, after = pair(plan.told, "gaps")
    return before - after


def joined(*sentences: str) -> str:
    """One after the other, as the language does."""
    return ("" if lang_now() == "zh" else " ").join(sentences)


def asked(plan: RemedyPlan) -> Wishes:
    return wishes_of(plan.wishes)
