"""Plans as plain values, with their addresses."""

from typing import Any

from rest_framework.request import Request
from rest_framework.reverse import reverse

from assessments.models import RemedyPlan
from assessments.plan_reasons import reasons_in_words, trouble_in_words
from assessments.reports.plan_data import head_data, whole_data
from communities.language import reader_lang
from communities.scope import AreaScope

LISTS = {"remedies": "plan-remedy-list", "left": "plan-left-list", "communities": "plan-community-list"}


def plan_row(plan: RemedyPlan, request: Request) -> dict[str, Any]:
    return {**head_data(plan), **plan_urls(plan, request)}


def plan_urls(plan: RemedyPlan, request: Request) -> dict[str, str]:
    return {
        "url": str(reverse("api:plan-detail", args=[plan.pk], request=request)),
        "job_url": str(reverse("api:plan-job", args=[plan.pk], request=request)),
    }


def plan_detail(plan: RemedyPlan, request: Request, scope: AreaScope) -> dict[str, Any]:
    lists = {f"{name}_url": reverse(f"api:{route}", args=[plan.pk], request=request) for name, route in LISTS.items()}
    return {**whole_data(plan, scope), **plan_urls(plan, request), **lists}


def trouble_row(plan: RemedyPlan) -> dict[str, Any] | None:
    """Why there is no result, in the reader's language; ``about`` the numbers behind the words."""
    found, lang = trouble_in_words(plan.trouble, plan.trouble_about), reader_lang()
    if found is None:
        return None
    return {
        "code": plan.trouble,
        "sentence": found.sentence.of(lang),
        "what_to_do": found.remedy.of(lang),
        "reasons": [words.of(lang) for words in reasons_in_words(plan.trouble_about)],
        "about": plan.trouble_about,
    }
