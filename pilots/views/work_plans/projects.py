"""The key projects of a work plan: what is planned and where each stands today; and which are late or at risk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.contexts import Cell, Empty, Table
from assessments.labels import label_codes
from assessments.remedies.build_words import build_words
from assessments.remedies.catalogue import BY_CODE
from assessments.templatetags.components import Column
from assessments.views.language import spoken
from pilots.models import KeyProject, ProjectState
from pilots.projects.words import risk_words
from pilots.reviewing.comparing import NOT_KEPT
from pilots.reviewing.content import Project
from pilots.views.about import late_sentences
from pilots.views.tables import rule_text, said_there, state_text, yuan_text
from pilots.views.work_plans.project_words import field_text, funding_lines, milestone_lines, works_text

AT_RISK = ("low", "high")


def project_table(projects: Sequence[Project], live: Iterable[KeyProject]) -> Table:
    """What is planned, and where each project stands now."""
    columns = (
        Column(_("Project"), "text"), Column(_("Builds"), "text"), Column(_("When"), "code"), Column(_("Cost"), "number"),
        Column(_("Closes"), "text"), Column(_("Risk"), "text"), Column(_("Today"), "text"),
    )  # fmt: skip
    known = {one.pk: one for one in live}
    is_mixed = len({one["labels"] for one in projects}) > 1
    rows = [_project(one, known.get(one["key"]), is_mixed=is_mixed) for one in projects]
    reason = _("Take up lines of a remedy plan when the work plan is drafted.")
    return Table(_("Key projects"), columns, rows, Empty(_("No key project yet"), reason), titled=True)


def _project(one: Project, live: KeyProject | None, *, is_mixed: bool) -> list[Cell]:
    """With whoever is in charge; where ``is_mixed`` each shows its own labels, else the page shows them."""
    builds = [spoken(build_words(build)) for build in one["builds"]]
    labels = label_codes(one["labels"]) if is_mixed else ()
    closes = list(dict.fromkeys(rule_text(rule) for _code, rule in one["closes"]))
    return [
        Cell(one["name"], reverse("pilots:project", args=[one["key"]]), note=_owner(one), badges=labels),
        Cell(builds[0] if builds else "—", lines=[*builds[1:], *_how(one), *milestone_lines(one.get("milestones", []))]),
        Cell(str(one["year"]), lines=_when(one)),
        Cell(yuan_text(one["yuan"]), lines=_money(one)),
        Cell(closes[0] if closes else "—", lines=closes[1:]),
        Cell(field_text("risk", one.get("risk", NOT_KEPT)), note=one.get("risk_note", "")),
        Cell(state_text(live) if live else _("no longer a key project of this pilot")),
    ]


def _owner(one: Project) -> str:
    return _("in charge: %(owner)s") % {"owner": one["owner"] or _("nobody is named")}


def _how(one: Project) -> list[str]:
    """The way, and the works that it goes together with."""
    way = spoken(BY_CODE[one["way"]].name)
    if not one.get("combined_with"):
        return [way]
    said = _("combined with: %(works)s") % {"works": works_text(one["combined_with"])}
    return [way, said, one["combined_note"]] if one["combined_note"] else [way, said]


def _when(one: Project) -> list[str]:
    """The planned days. Of one that is finished its day."""
    if "due_on" not in one:
        return [_("days not kept at that time")]
    finished = [_("finished on %(day)s") % {"day": one["finished_on"]}] if one["finished_on"] else []
    days = [
        _("starts %(day)s") % {"day": one["starts_on"] or _("not known")},
        _("due %(day)s") % {"day": one["due_on"] or _("not known")},
    ]
    is_known = one["starts_on"] or one["due_on"]
    planned = days if is_known else [] if finished else [_("no day set")]
    return [*planned, *finished]


def _money(one: Project) -> list[str]:
    if "funding" not in one:
        return [_("sources not kept at that time")]
    return funding_lines(one["funding"]) or [_("no source named")]


@dataclass(frozen=True)
class Troubles:
    """Delays and risks as they are today. ``sentences``: how many are late, and of how many nobody has judged the risk."""

    table: Table | None
    sentences: Sequence[str]


def troubles_of(live: Sequence[KeyProject], today: date) -> Troubles:
    columns = (Column(_("Project"), "text"), Column(_("Delay"), "text"), Column(_("Risk"), "text"))
    delays = {one.pk: delays_of(one, today) for one in live}
    found = [one for one in live if delays[one.pk] or (one.is_open and one.risk in AT_RISK)]
    rows = [_trouble(one, delays[one.pk]) for one in found]
    late = sum(bool(each) for each in delays.values())
    return Troubles(Table(_("Delays and risks"), columns, rows, titled=True) if rows else None, _sentences(live, late))


def _trouble(one: KeyProject, delays: Sequence[str]) -> list[Cell]:
    return [
        Cell(said_there(one), reverse("pilots:project", args=[one.pk])),
        Cell(delays[0] if delays else "—", lines=delays[1:]),
        Cell(spoken(risk_words(one.risk)), note=one.risk_note),
    ]


def delays_of(one: KeyProject, today: date) -> list[str]:
    """A sentence for everything of it that is late."""
    if one.state == ProjectState.PLANNED and one.year < today.year:
        return [_("late: it was to begin in %(year)s") % {"year": one.year}, *late_sentences(one, today)]
    return late_sentences(one, today)


def _sentences(live: Sequence[KeyProject], late: int) -> list[str]:
    """Nothing is on record of the delay of what has no day, and of a risk that was never judged: that is said."""
    opened = [one for one in live if one.is_open]
    dayless, unjudged = sum(one.due_on is None for one in opened), sum(not one.risk for one in opened)
    said = [
        ngettext("%(number)s key project is late.", "%(number)s key projects are late.", late) % {"number": late}
        if late else _("No key project is known to be late.")
    ]  # fmt: skip
    if dayless:
        words = ngettext(
            "%(number)s has no day by which it is to be finished: whether it is late is not known.",
            "%(number)s have no day by which they are to be finished: whether they are late is not known.",
            dayless,
        )
        said.append(words % {"number": dayless})
    if unjudged:
        words = ngettext("The risk of %(number)s was never judged.", "The risks of %(number)s were never judged.", unjudged)
        said.append(words % {"number": unjudged})
    return said
