"""The columns of an entry as fields of a form, in the reader's language."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from assessments.contexts import Choice, Field
from assessments.views.language import lang_now
from communities.models import Provenance
from communities.survey_items import SURVEY_ITEMS
from facilities.catalogue import FACILITY_TYPES
from intake.editing.entries import Cells
from intake.editing.kinds import EntryKind
from intake.forms.choices import Answers, Holds, answers_of, answers_to
from intake.problems import Problem
from intake.views.words import key_word

PROVENANCE = "provenance"
_TYPES = {Holds.DAY: "date", Holds.NUMBER: "text", Holds.CODE: "text", Holds.TEXT: "text"}


def name_of_column(column: str) -> str:
    """Under which a form sends a column."""
    return f"cell-{column}"


def fields_of(kind: EntryKind, cells: Cells, problems: Sequence[Problem], *, is_new: bool) -> list[Field]:
    """A field for every column that can be changed: of a stored entry not its key."""
    said = _said(problems)
    asked = (column for column in kind.columns if (is_new or column not in kind.key) and column != "item")
    return [_field(kind, column, cells, said.get(column, ())) for column in asked]


def _said(problems: Sequence[Problem]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.column, []).append(problem_words(problem))
    return found


def problem_words(problem: Problem) -> str:
    return f"{problem.sentence(lang_now())} {problem.remedy(lang_now())} [{problem.code}]"


def other_problems(kind: EntryKind, problems: Sequence[Problem], *, is_new: bool) -> list[str]:
    """What is wrong with none of the fields of the form."""
    fields = {column for column in kind.columns if is_new or column not in kind.key}
    return [problem_words(problem) for problem in problems if problem.column not in fields]


def _field(kind: EntryKind, column: str, cells: Cells, errors: Sequence[str]) -> Field:
    value, answers = cells.get(column, ""), _answers(kind, column, cells)
    label = f"{column_label(kind, column)} *" if column in kind.needed else column_label(kind, column)
    if column == "facility_type":
        return Field(name_of_column(column), label, value, _chosen(_types(), value, kind, column), errors=errors)
    if answers.holds is Holds.CHOICE and column != "offers":
        words = [(word, word) for word in answers.words]
        return Field(name_of_column(column), label, value, _chosen(words, value, kind, column), errors=errors)
    return Field(name_of_column(column), label, value, type=_type(answers), help_text=_help(column, answers), errors=errors)


def column_label(kind: EntryKind, column: str) -> str:
    said = key_word(kind.file, column)
    return f"{said[:1].upper()}{said[1:]}"


def _answers(kind: EntryKind, column: str, cells: Cells) -> Answers:
    item = SURVEY_ITEMS.get(cells.get("item", "")) if kind.code == "answer" else None
    return answers_to(item, lang_now()) if item and column == "value" else answers_of(column, lang_now())


def _types() -> list[tuple[str, str]]:
    return [(code, each.name(lang_now())) for code, each in FACILITY_TYPES.items()]


def _type(answers: Answers) -> str:
    return "text" if answers.holds is Holds.CHOICE else _TYPES[answers.holds]


def _help(column: str, answers: Answers) -> str:
    if column == "serves":
        return _("Codes of the communities it serves, with a comma between them.")
    if column == "offers":
        return _("One or several of %(words)s, with a comma between them.") % {"words": "、".join(answers.words)}
    return ""


def _chosen(words: Sequence[tuple[str, str]], value: str, kind: EntryKind, column: str) -> list[Choice]:
    """What is stored stands among the choices whatever it is; nothing can be chosen where the column need not be filled in."""
    blank = [] if column in kind.needed and value else [("", "—")]
    known = [] if not value or value in {word for word, _label in words} else [(value, value)]
    return [Choice(word, label, selected=word == value) for word, label in [*blank, *words, *known]]


def provenance_field(value: str) -> Field:
    """What the figures of the row are: an invented row stays invented, unless somebody says that all of it is recorded."""
    words = {
        Provenance.RECORDED.value: _("recorded: every figure of this row was counted or measured"),
        Provenance.SYNTHETIC.value: _("synthetic: made up"),
        Provenance.SAMPLE.value: _("sample: for trying things out"),
    }
    options = [Choice(code, label, selected=code == value) for code, label in words.items()]
    return Field(PROVENANCE, _("These figures are"), value, options)


def posted_cells(kind: EntryKind, posted: Mapping[str, str]) -> Cells:
    """The columns of the form, as texts without blanks around them."""
    sent = {column: posted.get(name_of_column(column)) for column in kind.columns}
    return {column: text.strip()[:_LONGEST] for column, text in sent.items() if text is not None}


_LONGEST = 2_000
