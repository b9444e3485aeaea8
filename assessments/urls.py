"""The addresses of the pages. Codes are checked here: anything else is no address of this site."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from assessments.views import (
    blocks,
    checks,
    communities,
    coverage,
    exports,
    facts,
    gallery,
    gaps,
    home,
    impact,
    law_at_place,
    ordering,
    pack_diff,
    packs,
    plan_files,
    prices,
    rounds,
    rule,
    rules,
    scorecard,
    scores,
    sources,
    trace,
)
from assessments.views.documents import files as document_files
from assessments.views.documents import papers, verifying
from assessments.views.plans import cards as plan_cards
from assessments.views.plans import comparing as plan_comparing
from assessments.views.plans import left as plan_left
from assessments.views.plans import line as plan_line
from assessments.views.plans import lines as plan_lines
from assessments.views.plans import listing as plan_listing
from assessments.views.plans import ordering as plan_ordering
from assessments.views.plans import plan, printing


class CommunityCode(StringConverter):
    regex = "[0-9]{12}"


class DivisionCode(StringConverter):
    regex = "[0-9]{2,12}"


class RuleCode(StringConverter):
    regex = "[A-Za-z0-9._-]{1,30}"


class PackId(StringConverter):
    regex = "[a-z0-9-]{1,60}"


class BlockCode(StringConverter):
    regex = "[^/\\x00]{1,40}"


class Suffix(StringConverter):
    regex = "[a-z]{3,8}"


class DocumentCode(StringConverter):
    regex = "[A-Za-z0-9 -]{1,60}"


register_converter(CommunityCode, "community")
register_converter(DivisionCode, "division")
register_converter(RuleCode, "rule")
register_converter(PackId, "pack")
register_converter(BlockCode, "block")
register_converter(Suffix, "suffix")
register_converter(DocumentCode, "letters")

app_name = "assessments"
urlpatterns = [
    path("", home.home, name="home"),
    path("divisions/<division:code>/", home.division, name="division"),
    path("communities/", communities.communities, name="communities"),
    path("communities.<suffix:suffix>", exports.communities, name="communities-export"),
    path("communities/<community:code>/", scorecard.scorecard, name="scorecard"),
    path("communities/<community:code>/trace/<rule:rule>/", trace.trace, name="trace"),
    path("communities/<community:code>/print/", papers.scorecard_print, name="scorecard-print"),
    path("communities/<community:code>/scorecard.<suffix:suffix>", papers.scorecard_file, name="scorecard-file"),
    path("blocks/", blocks.block_list, name="blocks"),
    path("blocks/<block:code>/", blocks.block, name="block"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps.<suffix:suffix>", exports.gaps, name="gaps-export"),
    path("gaps/print/", papers.gaps_print, name="gaps-print"),
    path("gaps/report.<suffix:suffix>", papers.gaps_file, name="gaps-file"),
    path("facts/", facts.facts, name="facts"),
    path("scores/", scores.scores_page, name="scores"),
    path("scores.<suffix:suffix>", exports.scores, name="scores-export"),
    path("rules/", rules.rules, name="rules"),
    path("rules/impact/", impact.impact, name="impact"),
    path("rules/packs/", packs.packs, name="packs"),
    path("rules/packs/<pack:pack_id>/", packs.pack, name="pack"),
    path("rules/diff/", pack_diff.pack_diff, name="pack-diff"),
    path("rules/place/", law_at_place.law_at_place, name="law-at-place"),
    path("rules/coverage/", coverage.coverage, name="coverage"),
    path("rules/<rule:code>/", rule.rule, name="rule"),
    path("prices/", prices.prices, name="prices"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", ordering.new, name="order"),
    path("rounds/<int:pk>/", rounds.round_page, name="round"),
    path("rounds/<int:pk>/cancel/", ordering.cancel, name="cancel-round"),
    path("plans/", plan_listing.plans, name="plans"),
    path("plans/new/", plan_ordering.new, name="plan-new"),
    path("plans/compare/", plan_comparing.compare, name="plan-compare"),
    path("plans/<int:pk>/", plan.plan_page, name="plan"),
    path("plans/<int:pk>/lines/", plan_lines.lines, name="plan-lines"),
    path("plans/<int:pk>/lines/<int:position>/", plan_line.line, name="plan-line"),
    path("plans/<int:pk>/left/", plan_left.left, name="plan-left"),
    path("plans/<int:pk>/communities/", plan_cards.cards, name="plan-communities"),
    path("plans/<int:pk>/print/", printing.printed, name="plan-print"),
    path("plans/<int:pk>/cancel/", plan_ordering.cancel, name="cancel-plan"),
    path("plans/<int:pk>/drop/", plan_ordering.drop, name="drop-plan"),
    path("plans/<int:pk>/plan.<suffix:suffix>", plan_files.plan_file, name="plan-file"),
    path("verify/", verifying.verify, name="verify"),
    path("verify/<letters:code>/", verifying.verified, name="verified"),
    path("documents/", document_files.files, name="documents"),
    path("documents/new/", document_files.new, name="document-new"),
    path("documents/<int:pk>/", document_files.file, name="document"),
    path("documents/<int:pk>/cancel/", document_files.cancel, name="cancel-document"),
    path("documents/<int:pk>/download/", document_files.download, name="document-download"),
    path("sources/", sources.sources, name="sources"),
    path("checks/", checks.checks, name="checks"),
    path("gallery/", gallery.gallery, name="gallery"),
]
