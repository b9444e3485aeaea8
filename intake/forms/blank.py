"""A blank form as a workbook: heads with what they hold, lists to choose from, and an example row that the import skips."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Final

import xlsxwriter

from assessments.reports.xlsx_writer import NO_CLOCK, OPTIONS
from communities.survey_items import SURVEY_ITEMS
from communities.words import Lang, Words
from intake.columns import FILE_KINDS, FileKind
from intake.forms.choices import Answers, Holds, answers_of, answers_to
from intake.readers.rows import LISTS
from intake.readers.workbook_besides import OWN
from intake.table_rows import EXAMPLE

ITEMS: Final = "*items"
ROWS: Final = 5_000  # so many rows offer their lists
REMARK: Final = Words("备注", "remark")
EXAMPLE_TEXT: Final = Words(f"{EXAMPLE.zh}，导入时自动跳过", f"{EXAMPLE.en}, skipped when the file is brought in")
NEEDED: Final = Words("必填", "needed")
ONE_OF: Final = Words("标“*”的各列至少填一项", "of the columns marked * at least one is needed")
_HINTS: Final[Mapping[Holds, Words]] = MappingProxyType(
    {
        Holds.DAY: Words("日期，如 2026-06-30", "a day such as 2026-06-30"),
        Holds.NUMBER: Words("数字；空白表示不清楚，不表示 0", "a number; blank means not known, never 0"),
        Holds.CHOICE: Words("从列表中选择；空白表示不清楚", "choose from the list; blank means not known"),
        Holds.CODE: Words("文本，不要写成数字", "text, not a number"),
        Holds.TEXT: Words("文字", "text"),
    }
)


@dataclass(frozen=True)
class Form:
    """The blank form of one kind of file: its columns in order, and an example row."""

    kind: FileKind
    columns: tuple[str, ...]
    example: tuple[Words, ...]

    def heads(self, lang: Lang) -> list[tuple[str, Answers, str]]:
        """(head, what it holds, "needed" or "one_of" or "") of every column."""
        return [head for key in self.columns for head in self._heads(key, lang)]

    def _heads(self, key: str, lang: Lang) -> Iterator[tuple[str, Answers, str]]:
        if key == ITEMS:
            yield from ((item.name(lang), answers_to(item, lang), "") for item in SURVEY_ITEMS.values())
        else:
            name = self.kind.first_names.get(key, key) if lang == "zh" else key
            yield name, answers_of(key, lang), self._need(key)

    def _need(self, key: str) -> str:
        group = next((group for group in self.kind.needs if key in group), ())
        others = [each for each in group if each in self.columns]
        return ("one_of" if len(others) > 1 else "needed") if others else ""


def _read_form(code: str, row: Mapping[str, Any]) -> Form:
    cells = (cell if isinstance(cell, list) else [cell, cell] for cell in row["example"])
    return Form(FILE_KINDS[code], tuple(row["columns"]), tuple(Words(zh, en) for zh, en in cells))


FORMS: Final[Mapping[str, Form]] = MappingProxyType(
    {
        code: _read_form(code, row)
        for code, row in tomllib.loads(Path(__file__).with_name("forms.toml").read_text(encoding="utf-8")).items()
    }
)


def write_blank(form: Form, lang: Lang, file: IO[bytes]) -> None:
    """Write the form. Texts stay texts: no code becomes a number."""
    options = {**OPTIONS, "constant_memory": False, "in_memory": True}  # the lists are written while the sheet is
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": getattr(form.kind, lang), "created": NO_CLOCK})
        sheet, lists = book.add_worksheet(getattr(form.kind, lang)[:31]), book.add_worksheet(LISTS.of(lang))
        lists.hide()
        formats = _formats(book)
        heads = form.heads(lang)
        for at, (name, answers, need) in enumerate(heads):
            _write_head(sheet, at, name, _hint(answers, need, lang), formats["needed" if need else "head"])
            sheet.set_column(at, at, max(12, 2 * len(name)), formats[answers.holds])
            _offer(sheet, lists, at, answers, lang)
        _write_example(sheet, [words.of(lang) for words in form.example], len(heads), lang, formats)
        sheet.freeze_panes(1, 0)


def _formats(book: Any) -> dict[str, Any]:
    texts = {Holds.TEXT: "@", Holds.CODE: "@", Holds.CHOICE: "@", Holds.DAY: "yyyy-mm-dd", Holds.NUMBER: "General"}
    made: dict[str, Any] = {holds: book.add_format({"num_format": shown}) for holds, shown in texts.items()}
    head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    made["head"], made["needed"] = book.add_format(head), book.add_format({**head, "bg_color": "#FFF2CC"})
    made["example"] = book.add_format({"italic": True, "font_color": "#5F6B73", "num_format": "@"})
    return made


def _hint(answers: Answers, need: str, lang: Lang) -> str:
    marks = {"needed": NEEDED.of(lang), "one_of": ONE_OF.of(lang)}
    return "\n".join(part for part in (marks.get(need, ""), _HINTS[answers.holds].of(lang)) if part)


def _write_head(sheet: Any, at: int, name: str, hint: str, shown: Any) -> None:
    sheet.write_string(0, at, name, shown)
    sheet.write_comment(0, at, hint, {"author": OWN})


def _offer(sheet: Any, lists: Any, at: int, answers: Answers, lang: Lang) -> None:
    """The list of a column stands on a sheet of its own: in the cell itself a list ends at 255 signs."""
    if not answers.words:
        return
    for row, word in enumerate(answers.words):
        lists.write_string(row, at, word)
    column = xlsxwriter.utility.xl_col_to_name(at)
    source = f"='{LISTS.of(lang)}'!${column}$1:${column}${len(answers.words)}"
    sheet.data_validation(1, at, ROWS, at, {"validate": "list", "source": source, "error_type": "warning"})


def _write_example(sheet: Any, cells: Sequence[str], width: int, lang: Lang, formats: Mapping[str, Any]) -> None:
    for at, cell in enumerate(cells):
        sheet.write_string(1, at, cell, formats["example"])
    sheet.write_string(0, width, REMARK.of(lang), formats["head"])
    sheet.write_string(1, width, EXAMPLE_TEXT.of(lang), formats["example"])
    sheet.set_column(width, width, 40, formats[Holds.TEXT])
