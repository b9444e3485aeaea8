"""Acts, and the rows that they wrote, as tables."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.act_words import VIA, verb_words
from accounts.selectors.acts import Written, provenances_of
from accounts.selectors.histories import KINDS, how_shown
from accounts.views.log_words import fields_said, value_said
from assessments.contexts import Cell, Empty, Table
from assessments.labels import LABELS, label_codes
from assessments.templatetags.components import Column
from assessments.views.language import listed, moment_text, spoken
from communities.models import Act
from communities.scope import AreaScope
from intake.told_rows import EVERYTHING, RowPreview, rows_told
from intake.views.words import how_word, table_word

_KIND_OF = {model._meta.db_table: kind for kind, model in KINDS.items()}


def who_word(act: Act) -> str:
    """The name at the time."""
    return act.who or _("a command")


def act_word(act: Act) -> str:
    said = spoken(verb_words(act.verb))
    return _("%(act)s (act %(number)s)") % {"act": said, "number": act.undoes_id} if act.undoes_id else said


def via_word(act: Act) -> str:
    """Empty for a command of nobody: that is said already."""
    said = spoken(VIA[act.via]) if act.via in VIA else act.via
    return said if act.who or act.via != "command" else ""


def acts_table(found: Sequence[Act], tables: Mapping[int, list[str]], nothing: Empty, *, links: bool) -> Table:
    columns = (Column(_("When"), "code"), Column(_("Who"), "text"), Column(_("What"), "text"), Column(_("Written"), "text"))
    rows = [_act_row(act, tables.get(act.pk, []), links=links) for act in found]
    return Table(_("Acts"), columns, rows, nothing, titled=True)


def _act_row(act: Act, tables: Sequence[str], *, links: bool) -> list[Cell]:
    href = reverse("accounts:act", args=[act.pk]) if links else ""
    return [
        Cell(moment_text(act.done_at), href, note=_("Act %(number)s") % {"number": act.pk}),
        Cell(who_word(act), note=via_word(act)),
        Cell(act_word(act), note=act.why),
        Cell(listed([table_word(table) for table in tables]) or "—"),
    ]


def rows_table(found: Sequence[Written], nothing: Empty) -> Table:
    """The rows of one act."""
    columns = (Column(_("Row"), "text"), Column(_("How"), "text"), Column(_("Before and after"), "text"))
    rows = [_written_row(one, row) for one, row in told(found)]
    return Table(_("Rows written"), columns, rows, nothing, titled=True)


def _written_row(one: Written, row: RowPreview) -> list[Cell]:
    return [_named(one, row, _href(one)), Cell(how_word(row.how)), Cell(lines=fields_said(one, row))]


def history_table(found: Sequence[Written], scope: AreaScope, nothing: Empty) -> Table:
    """The rows of many acts, the newest first, each with who wrote it and when."""
    columns = (
        Column(_("When"), "code"), Column(_("Who"), "text"), Column(_("Row"), "text"), Column(_("Before and after"), "text"),
    )  # fmt: skip
    still = _still_there(found)
    rows = [_history_row(one, row, _href(one) if place in still else "") for place, (one, row) in enumerate(told(found, scope))]
    return Table(_("History"), columns, rows, nothing, titled=True)


def _history_row(one: Written, row: RowPreview, href: str) -> list[Cell]:
    act = one.change.act
    return [
        Cell(moment_text(act.done_at), note=" · ".join(filter(None, (act_word(act), act.why)))),
        Cell(who_word(act), note=via_word(act)),
        _named(one, row, href),
        Cell(how_word(row.how), lines=fields_said(one, row)),
    ]


def _named(one: Written, row: RowPreview, href: str) -> Cell:
    return Cell(row.name or f"#{one.key}", href, note=table_word(one.change.table))


def _still_there(found: Sequence[Written]) -> set[int]:
    """The places of the writes whose row was not taken away by a newer one, as far as the reader is told."""
    newest: dict[tuple[str, int], bool] = {}
    for one in found:
        newest.setdefault((one.change.table, one.key), one.after is not None)
    return {place for place, one in enumerate(found) if newest[one.change.table, one.key]}


def _href(one: Written) -> str:
    """The history of the row itself, where it has one."""
    kind, code = _KIND_OF.get(one.change.table), str((one.after or {}).get("code", ""))
    return reverse("accounts:history", args=[kind, code]) if kind and code and "/" not in code else ""


def told(found: Sequence[Written], scope: AreaScope = EVERYTHING) -> list[tuple[Written, RowPreview]]:
    """Each write with its row as a reader knows it, in the given order."""
    places = sorted(range(len(found)), key=lambda place: found[place].change.table)
    made: dict[int, RowPreview] = {}
    for table, of_table in groupby(places, key=lambda place: found[place].change.table):
        chosen = list(of_table)
        rows = [(how_shown(found[place]), found[place].before, found[place].after) for place in chosen]
        made |= dict(zip(chosen, rows_told(table, rows, partial(value_said, table), scope), strict=True))
    return [(one, made[place]) for place, one in enumerate(found)]


def flags_of(found: Sequence[Written]) -> list[str]:
    """The badges of the page: sample, synthetic."""
    return label_codes(sum(LABELS[each] for each in provenances_of(found) if each in LABELS))
