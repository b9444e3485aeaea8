"""One rule: what it asks, on which words of the law, how it is tested, by which cases, and how it went."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.contexts import Link, Table, Term
from assessments.labels import label_codes
from assessments.law import pack_of, rule_named
from assessments.models import Round
from assessments.selectors.rounds import latest_round
from assessments.selectors.rules import verdict_counts
from assessments.selectors.scorecards import totals
from assessments.standards.cases import Case, rule_cases
from assessments.standards.conditions import conditions_text
from assessments.standards.explain import explain
from assessments.standards.model import Pack, Rule, Verdict
from assessments.views.findings import ClauseBox, clause_box
from assessments.views.frame import draw, practices_href
from assessments.views.language import day_text, lang_now, spoken
from assessments.views.rule_relations import relations_table
from assessments.views.rulebook import (
    Section,
    book_crumbs,
    cited,
    enforced_text,
    names_for,
    pack_link,
    parameters_table,
    place_text,
    sections,
    span_text,
)
from communities.requests import ScopedRequest
from communities.scope import EVERYWHERE, AreaScope


@dataclass(frozen=True)
class CaseBox:
    """A worked case: the situation, its facts, and what the rule answers."""

    name: str
    verdict: str
    day: str
    facts: list[Term]
    sentence: str


@dataclass(frozen=True)
class RulePage:
    heading: str
    other_name: str
    other_lang: str
    code: str
    level: str
    breadcrumbs: list[Link]
    provenance_flags: list[str]
    requirement: str
    clause: ClauseBox
    about: list[Term]
    relations: Table
    parameters: Table
    sections: list[Section]
    note: str
    cases: list[CaseBox]
    round: Round | None
    counts: dict[str, int]
    links: dict[str, str]
    elsewhere_href: str


@require_safe
def rule(request: ScopedRequest, code: str) -> HttpResponse:
    try:
        found, pack = rule_named(code), pack_of(code)
    except KeyError as missing:
        raise Http404 from missing
    return draw(request, "rule.html", _context(request, found, pack, timezone.localdate()))


def _context(request: ScopedRequest, found: Rule, pack: Pack, today: date) -> RulePage:
    scope, library = request.scope, practices_href(request)
    one = latest_round(scope)
    lang = lang_now()
    day = max(today, pack.in_force_from)
    return RulePage(
        heading=spoken(found.name),
        other_name=found.name.en if lang == "zh" else found.name.zh,
        other_lang="en" if lang == "zh" else "zh-Hans",
        code=found.code,
        level=found.level.value,
        breadcrumbs=book_crumbs(Link(found.code)),
        provenance_flags=label_codes(totals(scope, one, EVERYWHERE).labels) if one else [],
        requirement=found.kind.requirement(day, lang),
        clause=clause_box(found.clause, pack, pointer=found.pointer_zh),
        about=_about(scope, found, pack),
        relations=relations_table(found, today),
        parameters=parameters_table(found.parameters()),
        sections=sections(""),
        note=spoken(found.note) if found.note else "",
        cases=[_case(case, pack) for case in rule_cases(pack, found.code)],
        round=one,
        counts=verdict_counts(scope, one, found.code) if one else {},
        links=_links(found.code),
        elsewhere_href=f"{library}?rule={found.code}" if library else "",
    )


def _about(scope: AreaScope, found: Rule, pack: Pack) -> list[Term]:
    clause, conditions = found.clause, found.conditions
    link = pack_link(pack)
    return [
        Term(_("Document"), link.label, note=f"{cited(pack)} · {spoken(pack.issuer)}", href=link.href),
        Term(_("Article"), f"{clause.id} — {spoken(clause.article)}"),
        Term(_("Domain"), spoken(found.domain.words)),
        Term(_("Judges"), _subject_words()[found.subject.value]),
        Term(_("In force in"), place_text(found.places, names_for(scope, [found]))),
        Term(_("In force"), span_text(found), note=spoken(pack.status.words)),
        Term(_("Applies where"), conditions_text(conditions, lang_now()) if conditions else _("everywhere")),
        Term(_("Kind of test"), _kind_words().get(found.kind.name, found.kind.name), note=found.kind.name),
        Term(_("How it is known"), spoken(found.confidence.words)),
        Term(_("Enforced"), enforced_text(found, pack)),
        Term(_("Pack"), f"{pack.id}, {_('version')} {pack.version}", note=f"SHA-256 {pack.checksum}"),
    ]


def _subject_words() -> dict[str, str]:
    return {
        "community": _("the community itself"),
        "block": _("the active block it belongs to"),
        "programme": _("the pilot programme"),
    }


def _kind_words() -> dict[str, str]:
    """The kinds of test in a few words; a new kind shows its name until it has some."""
    return {
        "rate": _("an amount for every so many households"),
        "share": _("a part of a whole"),
        "presence": _("facilities that must be there"),
        "flag": _("a yes or no answer of the survey"),
        "state": _("the state of works or equipment"),
        "level": _("a step on a scale"),
        "bounds": _("a figure within bounds"),
        "tiers": _("an amount by bands of another figure"),
        "several": _("so many of a list of things"),
        "report": _("shown, not judged"),
    }


def _case(case: Case, pack: Pack) -> CaseBox:
    told = explain(pack, case.rule, case.facts, 0, case.day)
    facts = [Term(spoken(fact.words), _fact_value(fact.status, spoken(fact.value))) for fact in told.facts]
    return CaseBox(spoken(case.name), case.verdict.code, day_text(case.day), facts, spoken(told.sentence))


def _fact_value(status: str, value: str) -> str:
    return _("Not known") if status == "unknown" else value


def _links(code: str) -> dict[str, str]:
    listed = reverse("assessments:communities")
    return {verdict.code: f"{listed}?rule={code}&verdict={verdict.code}" for verdict in Verdict}
