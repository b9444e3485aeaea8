"""A community's scorecard on one page: what is missing and what nobody knows in words, what is met in short."""

from collections.abc import Iterable, Sequence
from typing import Final

from assessments.documents.card_lines import CardLine, card_lines
from assessments.documents.card_texts import far_text, ground_text, long_text, settles_text, ways_text
from assessments.documents.codes import shown as code_shown
from assessments.documents.grounding import CHECK, NATURE, day_of, ground_lines, named, nature_text, notes_of
from assessments.documents.kinds import Tell
from assessments.documents.paper import Grid, Paper, Part
from assessments.documents.scorecard_figures import SUMS
from assessments.models import IssuedDocument, Scorecard
from assessments.selectors.cards import Card, card
from assessments.selectors.scorecards import scorecards
from assessments.standards.model import Domain, Verdict
from communities.divisions import short_code
from communities.filters.community import BUILD_CLASSES
from communities.scope import AreaScope
from communities.selectors import lineage
from communities.words import Lang, Words

TITLE: Final = Words("完整社区评分卡", "Complete community scorecard")
GAPS, UNKNOWN = Words("短板（{number} 项）", "Gaps ({number})"), Words("待核实（{number} 项）", "Unknown ({number})")
MET: Final = Words("达标（{number} 项）", "Met ({number})")
NOT_REACHED: Final = Words("未达到的建议、鼓励等事项（{number} 项，不计为短板）", "Advice not reached ({number}, no gaps)")
NOT_APPLICABLE: Final = Words("不适用（{number} 项）", "Not applicable ({number})")
DOMAINS: Final = Words(
    "分领域判定数（全部事项，含不具约束力的和试点工作的）",
    "Verdicts by domain (of all rules: also of advice, and about the pilot programme)",
)
GAP_HEADS = (
    Words("领域", "Domain"), Words("事项", "What"), Words("判定", "Answer"), Words("缺口", "Short by"), Words("级别", "Level"),
    Words("条款", "Clause"), Words("补短板方式", "Ways to close it"),
)  # fmt: skip
UNKNOWN_HEADS = (
    Words("领域", "Domain"), Words("事项", "What"), Words("需要核实的情况", "What would settle it"), Words("级别", "Level"),
    Words("条款", "Clause"),
)  # fmt: skip
GAP_WIDTHS: Final = {"zh": (12, 34, 54, 14, 9, 33, 32), "en": (17, 35, 50, 14, 15, 27, 30)}
UNKNOWN_WIDTHS: Final = {"zh": (12, 44, 90, 9, 33), "en": (17, 46, 82, 16, 27)}
"""mm: words are longer in English, and the number of the document in Chinese letters is wider in a Chinese text."""
NONE: Final = Words("无。", "None.")
VERDICT: Final = Words("判定", "Verdict")
VERDICTS: Final = (
    SUMS["met"], SUMS["gaps"], SUMS["unknown"], SUMS["not_applicable"], Words("未达到（不计为短板）", "Not reached (no gap)"),
)  # fmt: skip
CHANGED: Final = Words(
    "本批次之后数据已有变化；本页为该批次所存判定。",
    "The data has changed since this round; this page says what the round stored.",
)
CODE, PLACE, CLASS = Words("社区代码", "Code"), Words("所属区划", "Division"), Words("建设类型", "Build class")
HOUSEHOLDS, ANSWER = Words("户数", "Households"), Words("总体判定（约束性事项）", "Answer (binding rules)")
UNKNOWN_COUNT: Final = Words("未知", "not known")
WHOLE: Final = {
    Verdict.GAP: Words("有短板，尚不完整", "not complete: there are gaps"),
    Verdict.UNKNOWN: Words("未发现短板，但有待核实事项", "no gap is known, something is still undecided"),
    Verdict.MET: Words("完整社区", "complete"),
}


def card_paper(scope: AreaScope, document: IssuedDocument, lang: Lang, tell: Tell) -> Paper:
    """The card that was issued. Raises Scorecard.DoesNotExist where the round has no such card any more."""
    tell("reading")
    one = document.round
    assert one is not None  # noqa: S101  a scorecard is of a round
    stored = scorecards(scope, one).get(code=document.asked["code"])
    found = card(scope, stored)
    lines = card_lines(found)
    community = found.community
    return Paper(
        lang=lang,
        title=TITLE.of(lang),
        subtitle=named(community, lang),
        day=day_of(document),
        notes=_notes(found, document, lines, lang),
        facts=_facts(found, stored, lang),
        parts=tuple(_parts(lines, lang)),
        ground=ground_lines(document, lang),
        code=code_shown(document.code),
        address=f"/verify/{code_shown(document.code)}/",
        check=CHECK.of(lang),
        stem=f"wanzheng-scorecard-round{one.pk}-{short_code(community.code)}",
        is_brief=True,
    )


def _notes(found: Card, document: IssuedDocument, lines: Sequence[CardLine], lang: Lang) -> tuple[str, ...]:
    has_changed = found.households != found.scorecard.households or any(not line.is_same for line in lines)
    changed = (CHANGED.of(lang),) if has_changed else ()
    return (*notes_of(found.labels | document.labels, lang), *changed)


def _facts(found: Card, stored: Scorecard, lang: Lang) -> tuple[tuple[str, str], ...]:
    community, one = found.community, found.round
    above = " / ".join(named(each, lang) for each in lineage(community.division.path))
    households = UNKNOWN_COUNT.of(lang) if stored.households is None else f"{stored.households:,}"
    whole = Verdict.GAP if stored.gaps else Verdict.UNKNOWN if stored.unknown else Verdict.MET
    comma, stop = ("，", "；") if lang == "zh" else (", ", "; ")
    counts = comma.join(f"{words.of(lang)} {getattr(stored, name)}" for name, words in SUMS.items() if name != "households")
    lines = [
        (CODE, community.code), (PLACE, above), (HOUSEHOLDS, households),
        (CLASS, BUILD_CLASSES[community.build_class].of(lang)), (NATURE, nature_text(found.labels, lang)),
        (ANSWER, f"{WHOLE[whole].of(lang)}{stop}{counts}"), *ground_text(one),
    ]  # fmt: skip
    return tuple((words.of(lang), text) for words, text in lines)


def _parts(lines: Sequence[CardLine], lang: Lang) -> Iterable[Part]:
    yield _domains(lines, lang)
    gaps = [line for line in lines if line.verdict is Verdict.GAP and line.rule.level.binding]
    unknown = [line for line in lines if line.verdict is Verdict.UNKNOWN]
    rows = tuple(_gap_row(line, lang) for line in gaps)
    yield _gridded(GAPS, len(gaps), Grid(_said(GAP_HEADS, lang), GAP_WIDTHS[lang], rows), lang)
    rows = tuple(_unknown_row(line, lang) for line in unknown)
    yield _gridded(UNKNOWN, len(unknown), Grid(_said(UNKNOWN_HEADS, lang), UNKNOWN_WIDTHS[lang], rows), lang)
    yield _named(MET, [line for line in lines if line.verdict is Verdict.MET], lang)
    advice = [line for line in lines if line.verdict is Verdict.GAP and not line.rule.level.binding]
    if advice:
        yield _named(NOT_REACHED, advice, lang)
    apart = [line for line in lines if line.verdict is Verdict.NOT_APPLICABLE]
    if apart:
        yield _named(NOT_APPLICABLE, apart, lang, is_bare=True)


def _gridded(heading: Words, number: int, grid: Grid, lang: Lang) -> Part:
    said = heading.of(lang).format(number=number)
    return Part(said, grid=grid) if number else Part(said, texts=(NONE.of(lang),))


def _gap_row(line: CardLine, lang: Lang) -> tuple[str, ...]:
    rule = line.rule
    return (
        domain_text(line, lang), f"{rule.name.of(lang)} {rule.code}", long_text(line, lang), far_text(line, lang),
        rule.level.words.of(lang), line.clause, ways_text(line, lang),
    )  # fmt: skip


def _unknown_row(line: CardLine, lang: Lang) -> tuple[str, ...]:
    rule = line.rule
    name = f"{rule.name.of(lang)} {rule.code}"
    return domain_text(line, lang), name, settles_text(line, lang), rule.level.words.of(lang), line.clause


def _named(heading: Words, lines: Sequence[CardLine], lang: Lang, *, is_bare: bool = False) -> Part:
    """By domain, on a line each."""
    stop = "；" if lang == "zh" else "; "
    grouped = {
        domain: [line for line in lines if line.place == domain] for domain in dict.fromkeys(each.place for each in lines)
    }
    named_lines = tuple(
        (domain_words(place).of(lang), stop.join(_short(line, lang, is_bare=is_bare) for line in each))
        for place, each in grouped.items()
    )
    return Part(heading.of(lang).format(number=len(lines)), named=named_lines)


def _short(line: CardLine, lang: Lang, *, is_bare: bool) -> str:
    figures = "" if is_bare else far_text(line, lang, is_whole=True)
    name = f"{line.rule.name.of(lang)} {line.rule.code}"
    return f"{name}（{figures}）" if figures and lang == "zh" else f"{name} ({figures})" if figures else name


def _domains(lines: Sequence[CardLine], lang: Lang) -> Part:
    """How many of each verdict there are, domain by domain: a column each."""
    places = dict.fromkeys(line.place for line in lines)
    counts = [_counts([line for line in lines if line.place == place]) for place in places]
    rows = tuple((words.of(lang), *numbers) for words, *numbers in zip(VERDICTS, *counts, strict=True))
    heads = (VERDICT.of(lang), *(domain_words(place).of(lang) for place in places))
    return Part(DOMAINS.of(lang), grid=Grid(heads, (3, *(2 for _ in places)), rows, tuple(range(1, len(heads)))))


def _counts(lines: Sequence[CardLine]) -> tuple[str, ...]:
    """In the order of VERDICTS."""
    missed = sum(line.verdict is Verdict.GAP and not line.rule.level.binding for line in lines)
    each = [sum(line.verdict is verdict for line in lines) for verdict in Verdict]
    return tuple(str(number) for number in (each[0], each[1] - missed, *each[2:], missed))


def domain_words(place: tuple[Domain, bool]) -> Words:
    """The size of a community stands apart from the pilot programme, as on the page."""
    domain, is_programme = place
    return Words("社区规模", "Size of the community") if domain is Domain.PRG and not is_programme else domain.words


def domain_text(line: CardLine, lang: Lang) -> str:
    return domain_words(line.place).of(lang)


def _said(heads: Iterable[Words], lang: Lang) -> tuple[str, ...]:
    return tuple(head.of(lang) for head in heads)
