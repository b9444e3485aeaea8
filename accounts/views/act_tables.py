"""Acts, and the rows that they wrote, as tables."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.act_words import VIA, verb_words
from accounts.selectors.acts import Written
from accounts.selectors.histories import how_shown
from assessments.contexts import Cell, Empty, Table
from assessments.templatetags.components import Column
from assessments.views.language import lang_now, listed, moment_text, spoken
from communities.models import Act
from intake.told_rows import RowPreview, rows_told
from intake.views.words import column_word, how_word, table_word, value_word


def who_word(act: Act) -> str:
    """The name at the time."""
    return act.who or _("a command")


def act_word(act: Act) -> str:
    said = spoken(verb_words(act.verb))
    return _("%(act)s (act %(number)s)") % {"act": said, "number": act.undoes_id} if act.undoes_id else said


def via_word(act: Act) -> str:
    return spoken(VIA[act.via]) if act.via in VIA else act.via


def acts_table(found: Sequence[Act], tables: Mapping[int, list[str]], nothing: Empty, *, links: bool) -> Table:
    columns = (Column(_("When"), "text"), Column(_("Who"), "text"), Column(_("What"), "text"), Column(_("Written"), "text"))
    return Table(
        _("Acts"), columns, [_act_row(act, tables.get(act.pk, []), links=links) for act in found], nothing, titled=True
    )


def _act_row(act: Act, tables: Sequence[str], *, links: bool) -> list[Cell]:
    href = reverse("accounts:act", args=[act.pk]) if links else ""
    return [
        Cell(moment_text(act.done_at), href, note=f"{act.pk}"),
        Cell(who_word(act), note=via_word(act)),
        Cell(act_word(act), note=act.why),
        Cell(listed([table_word(table) for table in tables]) or "—"),
    ]


def rows_table(found: Sequence[Written], nothing: Empty) -> Table:
    """The rows of one act."""
    columns = (Column(_("Row"), "text"), Column(_("How"), "text"), Column(_("Before and after"), "text"))
    rows = [[_named(one, row), Cell(how_word(row.how)), Cell(_fields(one, row))] for one, row in told(found)]
    return Table(_("Rows written"), columns, rows, nothing, titled=True)


def history_table(found: Sequence[Written], nothing: Empty) -> Table:
    """The rows of many acts, each with who wrote it and when."""
    columns = (
        Column(_("When"), "text"), Column(_("Who"), "text"), Column(_("Row"), "text"), Column(_("Before and after"), "text"),
    )  # fmt: skip
    return Table(_("History"), columns, [_history_row(one, row) for one, row in told(found)], nothing, titled=True)


def _history_row(one: Written, row: RowPreview) -> list[Cell]:
    act = one.change.act
    what = " · ".join(filter(None, (act_word(act), act.why)))
    fields = _fields(one, row)
    return [
        Cell(moment_text(act.done_at), note=what),
        Cell(who_word(act), note=via_word(act)),
        _named(one, row),
        Cell(how_word(row.how), note=fields),
    ]


def _named(one: Written, row: RowPreview) -> Cell:
    return Cell(row.name or f"#{one.key}", note=table_word(one.change.table))


def _fields(one: Written, row: RowPreview) -> str:
    return _said_of(one.change.table, row.fields)


def _said_of(table: str, fields: Iterable[tuple[str, object, object]]) -> str:
    said = [_field(table, *each) for each in fields]
    return ("；" if lang_now() == "zh" else "; ").join(said)


def _field(table: str, column: str, before: object, after: object) -> str:
    old, new = value_word(table, column, before), value_word(table, column, after)
    change = new if before is None else f"{old} → {new}"
    return f"{column_word(table, column)}: {change}"


def told(found: Sequence[Written]) -> list[tuple[Written, RowPreview]]:
    """Each write with its row as a reader knows it, in the given order."""
    made: dict[int, RowPreview] = {}
    for table in dict.fromkeys(one.change.table for one in found):
        places = [place for place, one in enumerate(found) if one.change.table == table]
        rows = rows_told(table, [(how_shown(found[place]), found[place].before, found[place].after) for place in places])
        made |= dict(zip(places, rows, strict=True))
    return [(one, made[place]) for place, one in enumerate(found)]
