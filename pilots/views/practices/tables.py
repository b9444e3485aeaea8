"""The tables of one practice: the rules whose gaps it closed, the projects it rests on, the steps on its way."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.contexts import Cell, Empty, Table
from assessments.labels import label_codes
from assessments.law import rule_named
from assessments.remedies.catalogue import BY_CODE
from assessments.templatetags.components import Column
from assessments.views.language import moment_text, name_of, spoken
from pilots.models import Practice, PracticeStep
from pilots.practices.figures import rules_of
from pilots.practices.states import ACTION_WORDS, Action
from pilots.views.practices.finding import practice_href, state_text, title_of
from pilots.views.tables import rule_text, yuan_text


def rule_table(one: Practice) -> Table:
    """Each with how it is known that its gap was closed."""
    shown = set(rules_of(one.told))
    columns = (Column(_("Rule"), "text"), Column(_("Level"), "text"), Column(_("How it is known"), "text"))
    known = _("by the verdicts before and after a key project")
    rows = [
        [
            Cell(rule_text(code), reverse("assessments:rule", args=[code]), note=code),
            Cell(level=rule_named(code).level.value),
            Cell(known if code in shown else _("as the pilot says")),
        ]
        for code in one.rules
    ]
    nothing = Empty(_("No rule is named"), _("The practice does not say whose gap it closed."))
    return Table(_("Rules whose gaps it closed"), columns, rows, nothing, titled=True)


def project_rows(one: Practice, names: Mapping[int, str]) -> Table:
    """For who may read the projects: ``names`` of those there are."""
    columns = (
        Column(_("Project"), "text"),
        Column(_("Way"), "text"),
        Column(_("Cost"), "number"),
        Column(_("Days"), "text"),
    )
    rows = [
        [
            Cell(names[each["key"]], reverse("pilots:project", args=[each["key"]]), badges=label_codes(each["labels"])),
            Cell(spoken(BY_CODE[each["way"]].name)),
            Cell(yuan_text(each["yuan"]), note=_("spent") if each["is_spent"] else _("planned")),
            Cell(_("%(first)s to %(last)s") % {"first": each["begun_on"] or _("not known"), "last": each["ended_on"]}),
        ]
        for each in one.told
        if each["key"] in names
    ]
    return Table(_("Key projects it rests on"), columns, rows, titled=True)


def step_table(steps: Sequence[PracticeStep]) -> Table:
    columns = (
        Column(_("When"), "code"),
        Column(_("Step"), "text"),
        Column(_("Version"), "number"),
        Column(_("Done by"), "text"),
        Column(_("Remarks"), "text"),
    )
    rows = [
        [
            Cell(moment_text(step.at)),
            Cell(spoken(ACTION_WORDS[Action(step.action)])),
            Cell(str(step.practice.version)),
            Cell(str(step.by) if step.by else "—"),
            Cell(step.words or "—"),
        ]
        for step in steps
    ]
    return Table(_("Steps on record"), columns, rows, Empty(_("No step yet"), _("It has not been handed in.")), titled=True)


def pilot_practices(rows: Iterable[Practice]) -> Table:
    """Those of one pilot, of whatever state."""
    columns = (Column(_("Practice"), "text"), Column(_("Version"), "number"), Column(_("State"), "text"))
    cells = [
        [Cell(title_of(one), practice_href(one), badges=label_codes(one.labels)), Cell(str(one.version)), Cell(state_text(one))]
        for one in rows
    ]
    nothing = Empty(_("No practice yet"), _("What worked here and can be repeated elsewhere is written down by the pilot."))
    return Table(_("Experience"), columns, cells, nothing, titled=True)


def waiting_table(title: str, rows: Sequence[Practice], empty: Empty, whys: Mapping[int, str] | None = None) -> Table:
    """``whys``: of each, why it is not for who asks; None: no column of it."""
    columns = [Column(_("Practice"), "text"), Column(_("Pilot"), "text"), Column(_("City (district)"), "text")]
    columns += [Column(_("Why not for you"), "text")] if whys is not None else []
    cells = [
        [
            Cell(title_of(one), practice_href(one), badges=label_codes(one.labels)),
            Cell(name_of(one.enrolment.community), note=one.enrolment.code),
            Cell(name_of(one.enrolment.unit)),
            *([Cell(whys[one.pk])] if whys is not None else []),
        ]
        for one in rows
    ]
    return Table(title, columns, cells, empty, titled=True)
