"""Units of facts and parameters: how the engine's integers are read, printed for machines and shown to people.

Areas are integers of 0.01 m2; months are year * 12 + month - 1; states, flags and maturity are small integers.
"""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction

from communities.survey_items import SurveyKind, parse_value, value_code, value_text
from communities.words import Lang, Words

AREA_SCALE = 100
_AREA = re.compile(r"(\d+)(?:\.(\d{1,2}))?")
_DECIMAL = re.compile(r"\d+(\.\d{1,6})?")
_BUILD_CLASSES = {0: ("existing", Words("既有", "existing")), 1: ("new", Words("新建", "new-built"))}


class Unit(StrEnum):
    """What a number counts. The last three belong to parameters only: `rate` is a plain number for every so many."""

    AREA = "area"
    COUNT = "count"
    HOUSEHOLDS = "households"
    PERSONS = "persons"
    FLAG = "flag"
    STATE = "state"
    MATURITY = "maturity"
    MONTH = "month"
    BUILD_CLASS = "build_class"
    METRE = "metre"
    AREA_RATE = "m2_per_100_households"
    RATE = "rate"
    RATIO = "ratio"


_ANSWERS = {
    Unit.FLAG: SurveyKind.FLAG,
    Unit.STATE: SurveyKind.STATE,
    Unit.MATURITY: SurveyKind.MATURITY,
    Unit.MONTH: SurveyKind.MONTH,
}
_SUFFIX = {
    Unit.HOUSEHOLDS: Words(" 户", " households"),
    Unit.PERSONS: Words(" 人", " residents"),
    Unit.METRE: Words(" 米", " m"),
}
_SINGLE = {Unit.HOUSEHOLDS: " household", Unit.PERSONS: " resident"}


def unit_of_kind(kind: SurveyKind) -> Unit:
    """The unit of a survey answer."""
    return Unit(kind.value)


def printed(value: int, unit: Unit) -> str:
    """The language-free text of a value ("799.80", "2666", "intact", "2024-10"); `parsed` reads it back."""
    if unit is Unit.AREA:
        return f"{value // AREA_SCALE}.{value % AREA_SCALE:02d}"
    if unit is Unit.BUILD_CLASS:
        return _BUILD_CLASSES[value][0]
    return value_code(_ANSWERS[unit], value) if unit in _ANSWERS else str(value)


def parsed(text: str, unit: Unit) -> int:
    """The engine's integer for a printed value; raises ValueError that says what was expected."""
    value = _parsed(text, unit)
    if value is None:
        raise ValueError(f"{text!r} is not a value of unit {unit}")
    return value


def _parsed(text: str, unit: Unit) -> int | None:
    if unit is Unit.AREA:
        match = _AREA.fullmatch(text)
        return int(match[1]) * AREA_SCALE + int((match[2] or "").ljust(2, "0")) if match else None
    if unit is Unit.BUILD_CLASS:
        return next((value for value, (code, _) in _BUILD_CLASSES.items() if code == text), None)
    if unit in _ANSWERS:
        return parse_value(_ANSWERS[unit], text)
    return int(text) if text.isascii() and text.isdigit() else None


def shown(value: int, unit: Unit, lang: Lang) -> str:
    """A value as a reader sees it: thousands separated, with its unit."""
    if unit is Unit.AREA:
        return f"{value // AREA_SCALE:,}.{value % AREA_SCALE:02d}{' ㎡' if lang == 'zh' else ' m²'}"
    if unit is Unit.BUILD_CLASS:
        return _BUILD_CLASSES[value][1].of(lang)
    if unit in _ANSWERS:
        return value_text(_ANSWERS[unit], value, lang)
    return f"{value:,}{_suffix(value, unit, lang)}"


def _suffix(value: int, unit: Unit, lang: Lang) -> str:
    if unit not in _SUFFIX:
        return ""
    return _SINGLE[unit] if lang == "en" and value == 1 and unit in _SINGLE else _SUFFIX[unit].of(lang)


def amount_parsed(text: str, unit: Unit) -> Fraction:
    """A parameter's value from its printed text, exact to six decimals; areas in m2. Raises ValueError."""
    if unit in _ANSWERS:
        return Fraction(parsed(text, unit))
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"{text!r} is not a plain number with up to six decimals")
    return Fraction(text)


def amount_printed(value: Fraction, unit: Unit) -> str:
    """A parameter's value as plain text: "30", "0.6", "2024-10", "operating"."""
    return printed(int(value), unit) if unit in _ANSWERS else decimal_text(value)


def amount_shown(value: Fraction, unit: Unit, lang: Lang) -> str:
    """A parameter's value as a reader sees it: "60%", "30", "800 m²", "2024年10月"."""
    if unit in _ANSWERS:
        return shown(int(value), unit, lang)
    if unit is Unit.AREA:
        return f"{decimal_text(value, grouped=True)} {'㎡' if lang == 'zh' else 'm²'}"
    if unit in _SUFFIX:
        return decimal_text(value, grouped=True) + _suffix(int(value), unit, lang)
    return f"{decimal_text(value * 100)}%" if unit is Unit.RATIO else decimal_text(value, grouped=True)


def in_engine(value: Fraction, unit: Unit) -> int:
    """A parameter's value as the engine compares it with a fact: areas in hundredths, everything else as it is."""
    return int(value * AREA_SCALE if unit is Unit.AREA else value)


def decimal_text(value: Fraction, *, grouped: bool = False, places: int = 6) -> str:
    """A fraction as a decimal without trailing zeros; exact when it ends within `places`, else rounded down."""
    scaled = value.numerator * 10**places // value.denominator
    whole, rest = divmod(scaled, 10**places)
    decimals = f"{rest:0{places}d}".rstrip("0")
    head = f"{whole:,}" if grouped else str(whole)
    return f"{head}.{decimals}" if decimals else head


def percent_text(numerator: int, denominator: int, *, up: bool = False) -> str:
    """A share with two decimals, rounded down (`up`: up) so that a missed threshold never looks met. Denominator > 0."""
    hundredths = -(-numerator * 10_000 // denominator) if up else numerator * 10_000 // denominator
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def difference_shown(value: int, unit: Unit, lang: Lang) -> str | None:
    """A shortfall as a reader sees it; None where steps on a scale of words would mean nothing."""
    if unit in (Unit.STATE, Unit.FLAG, Unit.MATURITY, Unit.BUILD_CLASS):
        return None
    if unit is Unit.MONTH:
        return f"{value:,} 个月" if lang == "zh" else f"{value:,} month{'s' * (value != 1)}"
    return shown(value, unit, lang)
