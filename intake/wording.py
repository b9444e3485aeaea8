"""Problems and outcomes as lines of text, in Chinese, English or both. Pure."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from intake.outcome import Outcome, Part
from intake.problems import Lang, Problem, shown

Asked = Literal["zh", "en", "both"]
_PLACES = {"zh": ("工作表", "第{}行", "列"), "en": ("sheet", "row {}", "column")}
_MARKS = {("zh", True): "错误", ("zh", False): "提示", ("en", True): "error", ("en", False): "note"}


def languages(asked: Asked) -> tuple[Lang, ...]:
    return ("zh", "en") if asked == "both" else (asked,)


def place_of(problem: Problem, lang: Lang) -> str:
    """``a.csv · row 3 · column 户数 · "1_000"``, as far as known."""
    sheet, row, column = _PLACES[lang]
    parts = [
        problem.file,
        f"{sheet} {shown(problem.sheet)}" if problem.sheet else "",
        row.format(problem.row) if problem.row else "",
        f"{column} {shown(problem.column)}" if problem.column else "",
        f'"{problem.value}"' if problem.value else "",
    ]
    return " · ".join(part for part in parts if part)


def lines_of(problem: Problem, asked: Asked) -> Iterator[str]:
    """Place, sentence and remedy, a line for each language."""
    for lang in languages(asked):
        mark = _MARKS[lang, problem.is_error]
        sentence, remedy = problem.sentence(lang), problem.remedy(lang)
        yield f"  [{mark} {problem.code}] {place_of(problem, lang)}: {sentence} {remedy}"


def problem_lines(part: Part, asked: Asked, most: int | None = None) -> Iterator[str]:
    """Every problem, or the first ``most`` of each code and how many more there are: all of them are kept with the batch."""
    seen: Counter[str] = Counter()
    for problem in part.told():
        seen[problem.code] += 1
        if most is None or seen[problem.code] <= most:
            yield from lines_of(problem, asked)
    for code, number in seen.items():
        if most is not None and number > most:
            yield f"  [{code}] 另有 {number - most:,} 处 · {number - most:,} more (--all-problems)"


def summary_of(part: Part, asked: Asked) -> Iterator[str]:
    """What the file was recognised as, and the counts."""
    kind, sheet = part.kind, f" [{shown(part.table.sheet)}]" if part.table and part.table.sheet else ""
    for lang in languages(asked):
        if lang == "zh":
            yield f"{part.name}{sheet}：{kind.zh if kind else '未识别'}，{part.rows} 行，{_counts_zh(part)}"
        else:
            yield f"{part.name}{sheet}: {kind.en if kind else 'not recognised'}, {part.rows} rows, {_counts_en(part)}"


def _counts_zh(part: Part) -> str:
    errors, notes = _errors_and_notes(part)
    counts = f"新增 {part.created}，更改 {part.changed}，不变 {part.unchanged}，错误 {errors}，提示 {notes}"
    return f"{counts}，剔除 {len(part.rows_left_out)} 行" if part.left_out else counts


def _counts_en(part: Part) -> str:
    errors, notes = _errors_and_notes(part)
    counts = f"{part.created} new, {part.changed} changed, {part.unchanged} unchanged, {errors} errors, {notes} notes"
    return f"{counts}, {len(part.rows_left_out)} rows left out" if part.left_out else counts


def _errors_and_notes(part: Part) -> tuple[int, int]:
    errors = part.problems.errors
    return errors + len(part.left_out), len(part.problems) - errors


_VERDICTS = {
    (True, False): ("已全部入库。", "All stored."),
    (True, True): ("试运行：检查通过，未入库。", "Dry run: all checks passed, nothing stored."),
    (False, False): ("有错误，全部未入库。", "There are errors: nothing of these files was stored."),
    (False, True): ("试运行：有错误，未入库。", "Dry run: there are errors, nothing stored."),
}


_PARTLY = {
    False: ("除剔除的行外，均已入库。", "All stored but the rows that were left out."),
    True: ("试运行：除剔除的行外检查通过，未入库。", "Dry run: all but the rows left out passed, nothing stored."),
}


_UNDOING = {
    "zh": "来件编号 {0}；如需撤销：manage.py intake_undo {0}",
    "en": "This is delivery {0}; to undo it: manage.py intake_undo {0}",
}


def verdict_of(outcome: Outcome, asked: Asked) -> Iterator[str]:
    is_partly = outcome.accepted and any(part.left_out for part in outcome.parts)
    zh, en = _PARTLY[outcome.is_dry_run] if is_partly else _VERDICTS[outcome.accepted, outcome.is_dry_run]
    for lang in languages(asked):
        yield zh if lang == "zh" else en
    if outcome.accepted and outcome.delivery:
        for lang in languages(asked):
            yield _UNDOING[lang].format(outcome.delivery)
