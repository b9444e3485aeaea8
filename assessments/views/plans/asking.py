"""What a plan was asked for, as terms and their answers; and the form filled in with it again."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from assessments.contexts import Term
from assessments.models import RemedyPlan
from assessments.plan_form import PERCENT
from assessments.plan_money import budgets_text, musts_text
from assessments.remedies.wishes import OBJECTIVE_MEANING, PRICE_WORDS, Never, Wishes
from assessments.templatetags.components import yuan
from assessments.views.language import day_text, listed, moment_text, number, spoken
from assessments.views.plans.words import asked, budget_text, objective_word, place_of, way_word
from communities.divisions import short_code


def wish_terms(plan: RemedyPlan) -> list[Term]:
    """Everything that was asked for, in the order of the form."""
    wishes = asked(plan)
    return [
        Term(_("Budget"), budget_text(wishes), note=listed([f"{year}: {yuan(each)}" for year, each in _years(wishes)])),
        Term(_("What a year leaves"), _("may be spent later") if wishes.carries_over else _("is lost to the plan")),
        Term(_("What counts most"), objective_word(wishes.objective), note=spoken(OBJECTIVE_MEANING[wishes.objective])),
        Term(_("Prices held against the budget"), spoken(PRICE_WORDS[wishes.price])),
        Term(_("At least in each district"), f"{wishes.floor} %" if wishes.floor else _("no floor")),
        Term(_("Discount rate, percent a year"), f"{(wishes.rate * PERCENT).normalize():f} %"),
        Term(_("Premises"), _("only those of the register") if wishes.is_known_only else _("also those still to be found")),
        Term(_("Sharing: communities more for a facility that stands"), number(wishes.sharing)),
        Term(_("Together: communities served by one that is built"), number(wishes.joint)),
        Term(_("Never"), listed(list(_nevers(wishes.never))) or _("nothing is barred")),
        Term(_("Gaps that must be closed"), listed([f"{each.code} {each.rule}" for each in wishes.must]) or _("none")),
    ]  # fmt: skip


def _years(wishes: Wishes) -> Iterable[tuple[int, int]]:
    return enumerate(wishes.budgets, wishes.first_year)


def _nevers(nevers: Iterable[Never]) -> Iterable[str]:
    for each in nevers:
        last = each.path.rstrip("/").rsplit("/", 1)[-1]
        way = way_word(each.way) if each.way else _("any way")
        yield f"{way} ({short_code(last)})" if last else way


def about_terms(plan: RemedyPlan, *, names_people: bool) -> list[Term]:
    """From what it was made. Who made it is told to those who work here, not to everybody."""
    about = [
        Term(_("Division"), place_of(plan)),
        Term(_("Law as of"), day_text(plan.round.day), note=_("the day whose law applies")),
        Term(_("Data as of"), day_text(plan.round.as_of), note=_("the day the data speaks of")),
        Term(_("Prices of"), day_text(plan.prices_on)),
        Term(_("Ordered"), moment_text(plan.made_at)),
    ]
    done = [
        Term(_("Finished"), moment_text(plan.finished_at)),
        Term(_("Fingerprint of the data"), plan.fingerprint, note=_("SHA-256 over every fact that was read")),
        Term(_("Software"), plan.software),
    ]
    by = [Term(_("Ordered by"), str(plan.made_by))] if names_people and plan.made_by else []
    return [*about, *by, *(done if plan.fingerprint else [])]


def answers_of(plan: RemedyPlan) -> dict[str, Any]:
    """The form filled in as it was for this plan. What is barred in several places fits into no form: ``fits`` says."""
    wishes = asked(plan)
    places = {each.path for each in wishes.never}
    (place,) = places if len(places) == 1 else ("",)
    is_whole = place == (plan.division.path if plan.division else "/")
    return {
        "name": plan.name, "division": plan.division.code if plan.division else "", "round": str(plan.round_id),
        "first_year": wishes.first_year, "budgets": budgets_text(wishes.budgets), "carries_over": wishes.carries_over,
        "objective": wishes.objective, "price": wishes.price, "floor": wishes.floor,
        "rate": f"{(wishes.rate * PERCENT).normalize():f}",
        "is_known_only": wishes.is_known_only, "sharing": wishes.sharing, "joint": wishes.joint,
        "never_ways": [each.way for each in wishes.never if each.way] if place else [],
        "never_division": "" if is_whole or not place else place.rstrip("/").rsplit("/", 1)[-1],
        "must": musts_text(wishes.must),
    }  # fmt: skip


def fits(plan: RemedyPlan) -> bool:
    """Whether all that was asked for can be asked again by the form."""
    return len({each.path for each in asked(plan).never}) <= 1
