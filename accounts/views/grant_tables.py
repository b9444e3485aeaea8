"""Grants as a table: on the own page, and on the page of somebody whom one looks after."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Grant
from accounts.views.words import giver_word, period_word, place_word, role_word
from assessments.contexts import Cell, Empty, Table
from assessments.templatetags.components import Column
from assessments.views.language import moment_text


def grant_table(found: Sequence[Grant], empty: Empty, hrefs: Mapping[int, str] | None = None) -> Table:
    """``hrefs``: where those are revoked that the reader may revoke, by the key of the grant; None: nothing of the kind."""
    columns = [
        Column(_("Role"), "text"), Column(_("Division"), "text"), Column(_("Period"), "text"), Column(_("State"), "text"),
        Column(_("Reason"), "text"), Column(_("Granted"), "text"),
    ]  # fmt: skip
    if hrefs is not None:
        columns.append(Column(_("Revoke"), "text"))
    today = timezone.localdate()
    return Table(_("Grants"), columns, [_row(each, today, hrefs) for each in found], empty, titled=True)


def _row(grant: Grant, today: date, hrefs: Mapping[int, str] | None) -> list[Cell]:
    row = [
        Cell(role_word(grant.role), note=grant.role),
        Cell(place_word(grant.division)),
        Cell(period_word(grant)),
        Cell(state_word(grant, today), note=_end_note(grant)),
        Cell(grant.reason),
        Cell(giver_word(grant.granted_by), note=moment_text(grant.granted_at)),
    ]
    if hrefs is not None:
        href = hrefs.get(grant.pk, "")
        row.append(Cell(_("Revoke") if href else "—", href))
    return row


def state_word(grant: Grant, today: date) -> str:
    if grant.revoked_at:
        return _("revoked")
    if grant.valid_to and grant.valid_to < today:
        return _("over")
    return _("in force") if grant.valid_from <= today else _("not yet")


def _end_note(grant: Grant) -> str:
    if not grant.revoked_at:
        return ""
    return f"{giver_word(grant.revoked_by)} · {moment_text(grant.revoked_at)} · {grant.revoke_reason}"
