"""What a scorecard on paper says of one finding, in a few words."""

from typing import Final

from assessments.documents.card_lines import CardLine
from assessments.documents.grounding import AS_OF, DAY, ROUND
from assessments.documents.scorecard_figures import amount_words, short_words
from assessments.models import Round
from assessments.remedies.option import Option, Standing
from assessments.standards.model import Verdict
from assessments.standards.units import Unit
from communities.words import Lang, Words

MEASURED: Final = Words("现状 {measured}，要求 {required}", "{measured}, required {required}")
ONLY: Final = Words("现状 {measured}", "{measured}")
SINCE: Final = Words("（此后数据已变化）", " (the data has changed since)")
SETTLED: Final = Words("批次判定为待核实；此后数据已变化。", "Unknown in this round; the data has changed since.")
HOPELESS: Final = Words(
    "登记为 0，比值无意义；如有误请更正。", "Recorded as 0, so the ratio is undefined: correct it if it is wrong."
)
AT_HAND: Final = Words("{names}（台账中有可用空间）", "{names} (premises known)")
ORGANISED: Final = Words("属组织管理事项，无需建设", "a matter of organisation, nothing to build")
NO_WAY: Final = Words("—", "—")
UNDECIDED: Final = Words("待相关情况核实后确定", "cannot be told before more is known")
_ORGANISED_UNITS: Final = (Unit.FLAG, Unit.MATURITY)
_YES: Final = (Unit.FLAG,)


def ground_text(one: Round) -> list[tuple[Words, str]]:
    """Round, law and data at the head."""
    return [(ROUND, str(one.pk)), (DAY, one.day.isoformat()), (AS_OF, one.as_of.isoformat())]


def long_text(line: CardLine, lang: Lang) -> str:
    """The sentence of the engine, where it says what the round stored; else the stored figures."""
    if line.is_same:
        return _without_verdict(line, lang)
    return f"{far_text(line, lang, is_whole=True) or line.verdict.words.of(lang)}{SINCE.of(lang)}"


def _without_verdict(line: CardLine, lang: Lang) -> str:
    """The sentence without its first word: the part of the page says it."""
    sentence = line.now.explanation.sentence.of(lang)
    return sentence.removeprefix(f"{line.verdict.words.of(lang)}{'：' if lang == 'zh' else ': '}")


def far_text(line: CardLine, lang: Lang, *, is_whole: bool = False) -> str:
    """The shortfall; or, ``is_whole``, what is there and what is asked for."""
    code = line.rule.code
    if not is_whole:
        short = short_words(code, line.shortfall)
        return short.of(lang) if short else "—"
    measured, required = amount_words(code, line.measured), amount_words(code, line.required)
    if measured is None or line.rule.unit in _YES:
        return ""
    said = MEASURED if required else ONLY
    return said.of(lang).format(measured=measured.of(lang), required=required.of(lang) if required else "")


def settles_text(line: CardLine, lang: Lang) -> str:
    """Which facts would settle what is unknown."""
    told = line.now.explanation
    if told.verdict is not Verdict.UNKNOWN:
        return SETTLED.of(lang)
    if told.settling.is_hopeless:
        return HOPELESS.of(lang)
    return ("；" if lang == "zh" else "; ").join(dict.fromkeys(fact.words.of(lang) for fact in told.missing))


def ways_text(line: CardLine, lang: Lang) -> str:
    """The ways that are open: those first for which premises are known."""
    options = line.now.options
    offered = _joined([each for each in options if each.standing is Standing.OPEN], lang)
    at_hand = _joined([each for each in options if each.standing is Standing.CONCRETE], lang)
    known = AT_HAND.of(lang).format(names=at_hand) if at_hand else ""
    said = ("；" if lang == "zh" else "; ").join(part for part in (known, offered) if part)
    return said or _no_way(line).of(lang)


def _no_way(line: CardLine) -> Words:
    """Why no way is named."""
    if any(option.standing is Standing.UNDECIDED for option in line.now.options):
        return UNDECIDED
    is_organised = not line.now.options and line.rule.unit in _ORGANISED_UNITS
    return ORGANISED if is_organised and line.is_same else NO_WAY


def _joined(options: list[Option], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(each.remedy.name.of(lang) for each in options)
