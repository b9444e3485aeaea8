"""The gap report: sums of a place in a round, gaps by domain and by rule, and every gap, community by community."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from assessments.documents.codes import shown as code_shown
from assessments.documents.gap_figures import SUMS, Found, filters_text, found_of
from assessments.documents.grounding import (
    AS_OF,
    CHECK,
    DAY,
    NATURE,
    ROUND,
    day_of,
    ground_lines,
    nature_text,
    notes_of,
    place_text,
)
from assessments.documents.kinds import Tell, asked_of
from assessments.documents.paper import Grid, Paper, Part, Row
from assessments.documents.scorecard_figures import amount_words, short_words
from assessments.filters import GapFilter
from assessments.labels import label_words
from assessments.law import pack_of, rule_named
from assessments.models import IssuedDocument, Round
from assessments.standards.model import Domain
from communities.scope import AreaScope
from communities.words import Lang, Words

TITLE: Final = Words("完整社区短板报告", "Report of gaps of complete communities")
OVERALL, BY_DOMAIN, BY_RULE = Words("总体情况", "Overall"), Words("分领域", "By domain"), Words("分事项", "By rule")
EACH: Final = Words("短板清单", "The gaps, community by community")
SAID: Final = Words(
    "范围内共 {communities} 个社区，其中完整社区 {complete} 个、有短板的 {with_gaps} 个、无已知短板但有待核实事项的 "
    "{undecided} 个。本报告列出短板 {gaps} 个；另有待核实 {unknown} 项次，未核实前既不算达标，也不算短板。",
    "The place has {communities} communities: {complete} complete, {with_gaps} with gaps, {undecided} without a known gap and "
    "still undecided. The report lists {gaps} gaps. Beside them {unknown} answers are unknown: until they are settled they are "
    "neither met nor gaps.",
)
PLACE, FILTERS, ALL = Words("范围", "Place"), Words("筛选", "Narrowed to"), Words("全部短板", "all gaps")
DOMAIN, GAP, UNKNOWN = Words("领域", "Domain"), Words("短板", "Gaps"), Words("待核实", "Unknown")
RULE_HEADS = (
    Words("事项", "Rule"), DOMAIN, Words("级别", "Level"), Words("条款", "Clause"), GAP, UNKNOWN,
)  # fmt: skip
GAP_HEADS = (
    Words("社区", "Community"), Words("街道", "Sub-district"), Words("事项", "Rule"), Words("现状", "Measured"),
    Words("要求", "Required"), Words("缺口", "Short by"),
)  # fmt: skip
NOTHING: Final = Words("没有符合条件的短板。", "No gap is left by what was asked.")
FIELDS: Final = (
    "code", "community__name", "community__name_en", "community__division__name", "community__division__name_en", "labels",
    "rule", "measured", "required", "shortfall",
)  # fmt: skip
TOLD_EVERY: Final = 1_000


def gap_paper(scope: AreaScope, document: IssuedDocument, lang: Lang, tell: Tell) -> Paper:  # noqa: ARG001  its places are the scope
    """The report that was issued, from the same rows."""
    tell("reading")
    found, one = found_of(asked_of(document)), document.round
    if one is None:
        raise ValueError(document.code)
    return Paper(
        lang=lang,
        title=TITLE.of(lang),
        subtitle=place_text(document.places, lang),
        day=day_of(document),
        notes=notes_of(found.labels, lang),
        facts=_facts(document, one, found, lang),
        parts=tuple(_parts(found, lang, tell)),
        ground=ground_lines(document, lang),
        code=code_shown(document.code),
        address=f"/verify/{code_shown(document.code)}/",
        check=CHECK.of(lang),
        stem=gap_stem(document),
        is_brief=False,
    )


def gap_stem(document: IssuedDocument) -> str:
    places = [path.strip("/").rpartition("/")[2] or "all" for path in document.places]
    return f"wanzheng-gap-report-round{document.round_id}-{places[0] if len(places) == 1 else 'places'}"


def _facts(document: IssuedDocument, one: Round, found: Found, lang: Lang) -> tuple[tuple[str, str], ...]:
    filters = filters_text(asked_of(document), lang)
    lines = [
        (PLACE, place_text(document.places, lang)), (FILTERS, filters or ALL.of(lang)), (ROUND, str(one.pk)),
        (DAY, one.day.isoformat()), (AS_OF, one.as_of.isoformat()), (NATURE, nature_text(found.labels, lang)),
    ]  # fmt: skip
    return tuple((words.of(lang), text) for words, text in lines)


def _parts(found: Found, lang: Lang, tell: Tell) -> Iterator[Part]:
    yield Part(OVERALL.of(lang), (_summary(found, lang),), _sums(found, lang))
    yield Part(BY_DOMAIN.of(lang), grid=_by_domain(found, lang))
    yield Part(BY_RULE.of(lang), grid=_by_rule(found, lang))
    rows = tuple(_gap_rows(found, lang, tell))
    heads = tuple(head.of(lang) for head in GAP_HEADS)
    grid = Grid(heads, (34, 22, 42, 20, 20, 18), rows, (3, 4, 5)) if rows else None
    yield Part(EACH.of(lang), () if rows else (NOTHING.of(lang),), grid)


def _summary(found: Found, lang: Lang) -> str:
    totals = found.totals
    return SAID.of(lang).format(
        communities=f"{totals.communities:,}", complete=f"{totals.complete:,}", with_gaps=f"{totals.with_gaps:,}",
        undecided=f"{totals.undecided:,}", gaps=f"{found.counts.total:,}", unknown=f"{sum(found.unknown.values()):,}",
    )  # fmt: skip


def _sums(found: Found, lang: Lang) -> Grid:
    totals = found.totals
    households = "—" if totals.households is None else f"{totals.households:,}"
    values = (
        f"{totals.communities:,}", households, f"{totals.complete:,}", f"{totals.with_gaps:,}", f"{totals.undecided:,}",
        f"{found.counts.total:,}", f"{sum(found.unknown.values()):,}",
    )  # fmt: skip
    heads = (Words("项目", "Of").of(lang), Words("数量", "Number").of(lang))
    return Grid(heads, (110, 46), tuple(zip((words.of(lang) for words in SUMS.values()), values, strict=True)), (1,))


def _by_domain(found: Found, lang: Lang) -> Grid:
    numbers = {domain: _numbers(found, domain) for domain in Domain}
    rows = tuple(
        (domain.words.of(lang), f"{gaps:,}", f"{unknown:,}") for domain, (gaps, unknown) in numbers.items() if gaps or unknown
    )
    return Grid((DOMAIN.of(lang), GAP.of(lang), UNKNOWN.of(lang)), (76, 40, 40), rows, (1, 2))


def _numbers(found: Found, domain: Domain) -> tuple[int, int]:
    of = (found.counts.per_rule, found.unknown)
    gaps, unknown = (sum(number for code, number in each.items() if rule_named(code).domain is domain) for each in of)
    return gaps, unknown


def _by_rule(found: Found, lang: Lang) -> Grid:
    """The most frequent gaps first, then what is only unknown."""
    codes = dict.fromkeys((*found.counts.per_rule, *sorted(found.unknown, key=lambda code: -found.unknown[code])))
    rows = tuple(_rule_row(code, found, lang) for code in codes)
    return Grid(tuple(head.of(lang) for head in RULE_HEADS), (56, 22, 16, 32, 14, 16), rows, (4, 5))


def _rule_row(code: str, found: Found, lang: Lang) -> Row:
    rule = rule_named(code)
    clause = f"{pack_of(code).document} {rule.clause.id}"
    gaps, unknown = found.counts.per_rule.get(code, 0), found.unknown.get(code, 0)
    return (
        f"{rule.name.of(lang)} {code}", rule.domain.words.of(lang), rule.level.words.of(lang), clause, f"{gaps:,}",
        f"{unknown:,}",
    )  # fmt: skip


def _gap_rows(found: Found, lang: Lang, tell: Tell) -> Iterator[Row]:
    """Every gap, by community and rule, with its labels where not all carry the same."""
    is_mixed, total = found.counts.labels != found.counts.shared_labels, found.counts.total
    for at, row in enumerate(_read(found.narrowed)):
        if at % TOLD_EVERY == 0:
            tell("reading", at, total)
        code, name, name_en, division, division_en, labels, *answer = row
        label = " ".join(words.of(lang) for words in label_words(labels)) if is_mixed else ""
        place = name_en or name if lang == "en" else name
        above = division_en or division if lang == "en" else division
        yield (f"{place} {code} {label}".strip(), above, *_answer(tuple(answer), lang))


def _read(filterset: GapFilter) -> Iterator[Any]:
    rows = filterset.qs.select_related(None).order_by("code", "position").values_list(*FIELDS)
    yield from rows.iterator(chunk_size=2_000)


@lru_cache(20_000)
def _answer(answer: tuple[Any, ...], lang: Lang) -> Row:
    """Of (rule, measured, required, shortfall): the same numbers come again and again."""
    code, measured, required, shortfall = answer
    figures = (amount_words(code, measured), amount_words(code, required), short_words(code, shortfall))
    return (f"{rule_named(code).name.of(lang)} {code}", *(each.of(lang) if each else "—" for each in figures))
