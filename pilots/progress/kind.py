"""The progress report as a kind of document: what is asked, the figures that are kept under its code, the paper."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.http import QueryDict

from assessments.documents.content import Content
from assessments.documents.kinds import Asked, DocumentKind, Draft, Tell
from assessments.documents.paper import Paper
from assessments.models import IssuedDocument
from communities.scope import AreaScope
from communities.words import Lang, Words
from pilots.models import Return
from pilots.progress import words as say
from pilots.progress.content import ProgressContent, RowSum, progress_content
from pilots.progress.paper import progress_paper
from pilots.returns.printed import printed
from pilots.returns.rows import ROWS, ReturnRow
from pilots.selectors.returns import one_return
from pilots.services.returns.freezing import fingerprint_of

KIND: Final = "progress"
_PARTS: Final = {
    "quarter": Words("本季度", "this quarter"), "total": Words("试点以来累计", "since the programme began"),
    "unknown": Words("本季度无法判定项数", "this quarter, cannot be told"),
}  # fmt: skip
_OTHERS: Final = {
    "projects": Words("重点项目", "key projects"), "finished": Words("重点项目：已完工", "key projects: finished"),
    "late": Words("重点项目：逾期", "key projects: late"), "cost": Words("方案投资（元）", "cost in the plans (yuan)"),
    "complete": Words("完整社区", "complete communities"), "communities": Words("社区", "communities"),
}  # fmt: skip
HEADS: Final = (say.GAPS_BEFORE, say.GAPS_NOW, say.UNKNOWN_NOW, say.CLOSED)
OF: Final = Words("第 {number} 版 {quarter}报表", "return for {quarter}, revision {number}")


def _sum_words(row: ReturnRow, part: str) -> Words:
    said = _PARTS[part]
    return Words(f"{row.titled.zh}（{said.zh}）", f"{row.titled.en} ({said.en})")


SUMS: Final[Mapping[str, Words]] = {f"{row.code}.{part}": _sum_words(row, part) for row in ROWS for part in _PARTS} | _OTHERS


def asked_progress(one: Return) -> Asked:
    return Asked(KIND, one.now, (one.path,), {"return": one.pk})


def progress_of_list(scope: AreaScope, query: QueryDict) -> Asked | None:
    """By the number of the return."""
    key = query.get("return", "")
    found = one_return(scope, int(key)) if key.isascii() and key.isdecimal() and len(key) < 10 else None
    return asked_progress(found) if found else None


def return_of(asked: Asked) -> Return | None:
    found = Return.objects.select_related("programme__division", "division", "first", "before", "now")
    return found.filter(pk=asked.asked["return"]).first()


def progress_draft(asked: Asked) -> Draft | None:
    """The figures as the return has them now; None where it is gone."""
    one = return_of(asked)
    return Draft(asked, _figures(progress_content(one, "zh")), one.labels) if one else None


def _figures(content: ProgressContent) -> Content:
    one, drawn = content.of, content.drawn
    return Content(
        kind=KIND,
        of={"return": one.pk, "place": drawn["place"]["code"], "quarter": str(one.of), "revision": one.revision},
        ground={
            "round": one.now_id, "day": drawn["day"], "as_of": drawn["as_of"][-1], "packs": drawn["packs"],
            "fingerprint": one.now.fingerprint, "return": fingerprint_of(one), "frozen": one.is_frozen, "labels": one.labels,
        },
        sums={**{key: value for row in content.rows for key, value in _sums(content, row)}, **_other_sums(content)},
        lines={pilot["code"]: _line(pilot) for city in content.cities for pilot in city.pilots},
        rows={},
    )  # fmt: skip


def _sums(content: ProgressContent, one: RowSum) -> Iterator[tuple[str, int | str]]:
    """Areas in m2 as they are printed; all else is whole."""
    more, earlier, code = content.corrected_by(one.row), content.corrected_before(one.row), one.row.code
    for part, value in (("quarter", one.quarter + more), ("total", one.total + more + earlier)):
        yield f"{code}.{part}", printed(one.row, value, 0, "zh") if one.row.unit == "area" else value
    yield f"{code}.unknown", one.unknown_quarter


def _other_sums(content: ProgressContent) -> dict[str, int]:
    projects = [each for city in content.cities for each in city.projects if each["state"] != "dropped"]
    now = content.drawn["coverage"]["now"]
    return {
        "projects": len(projects), "finished": sum(each["state"] == "finished" for each in projects),
        "late": sum(bool(each["late"]) for each in projects), "cost": sum(each["yuan"] for each in projects),
        "complete": now["complete"], "communities": now["communities"],
    }  # fmt: skip


def _line(pilot: Mapping[str, Any]) -> list[int | None]:
    first, now = pilot["first"] or {}, pilot["now"] or {}
    return [first.get("gaps"), now.get("gaps"), now.get("unknown"), len(pilot["closed"])]


def number_of_lines(asked: Asked) -> int:
    """Rows of the longest tables of the paper."""
    one = return_of(asked)
    return len(one.drawn["pilots"]) + len(one.drawn["projects"]) if one else 0


def paper_of(scope: AreaScope, document: IssuedDocument, lang: Lang, tell: Tell) -> Paper:  # noqa: ARG001  its place is the scope
    tell("reading")
    one = return_of(Asked(KIND, document.round, tuple(document.places), document.asked))
    if one is None:
        raise ValueError(document.code)
    return progress_paper(progress_content(one, lang), document)


def narrowed(asked: Asked, lang: Lang) -> str:
    one = return_of(asked)
    return OF.of(lang).format(number=one.revision, quarter=one.of.words.of(lang)) if one else ""


def line_words(code: str) -> Words:
    return Words(code, code)


def cells(code: str, value: Any) -> tuple[Words, ...]:  # noqa: ARG001  every pilot is said alike
    return tuple(Words("—", "—") if each is None else Words(f"{each:,}", f"{each:,}") for each in value)


PROGRESS: Final = DocumentKind(
    code=KIND, words=say.TITLE, asked=progress_of_list, draft=progress_draft, number=number_of_lines, paper=paper_of,
    narrowed=narrowed, sums=SUMS, heads=HEADS, line=line_words, cells=cells,
)  # fmt: skip
