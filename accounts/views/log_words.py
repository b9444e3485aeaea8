"""What a write did to the columns of a row, in the reader's language."""

from contextlib import suppress
from typing import Any

from django.utils.translation import gettext as _

from accounts.selectors.acts import Written, model_of
from accounts.views.words import right_word, role_word
from assessments.views.language import lang_now, listed
from communities.survey_items import SURVEY_ITEMS, value_text
from intake.told_rows import RowPreview
from intake.views.words import column_word, value_word


def fields_said(one: Written, row: RowPreview) -> list[str]:
    """``households: 500 → 600``, a line each; of a new or a removed row what it holds, or held."""
    return [_field(one, *each) for each in row.fields]


def _field(one: Written, column: str, before: Any, after: Any) -> str:
    colon = "：" if lang_now() == "zh" else ": "
    return f"{column_word(one.change.table, column)}{colon}{_change(one, column, before, after)}"


def _change(one: Written, column: str, before: Any, after: Any) -> str:
    if _is_unsaid(one.change.table, column):
        return _("set") if before is None else _("emptied") if after is None else _("changed")
    old, new = _value(one, column, before, one.before), _value(one, column, after, one.after)
    if one.before is None or one.after is None:
        return old if one.after is None else new
    return f"{old} → {new}"


def _is_unsaid(table: str, column: str) -> bool:
    """What the log keeps as digits that nobody reads: the digest of a secret or of a file, the bytes of a shape."""
    return column == "boundary" or column in getattr(model_of(table), "unsaid", ())


def _value(one: Written, column: str, value: Any, row: dict[str, Any] | None) -> str:
    item = SURVEY_ITEMS.get(str((row or {}).get("item")))
    if column == "value" and item and isinstance(value, int):
        with suppress(KeyError):  # an answer that the vocabulary no longer has
            return value_text(item.kind, value, lang_now())
    return value_said(one.change.table, column, value)


def value_said(table: str, column: str, value: Any) -> str:
    """A value in words; those of roles and rights are known here."""
    if (table, column) == ("accounts_grant", "role") and value:
        return role_word(str(value))
    if (table, column) == ("accounts_apitoken", "rights") and value:
        return listed([right_word(right) for right in value])
    return value_word(table, column, value)
