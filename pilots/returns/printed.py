"""Figures of a return as they are printed: the same on the page, on paper and in a workbook. Pure."""

from decimal import Decimal

from communities.words import Lang, Words
from pilots.returns.rows import ReturnRow

AT_LEAST = Words("不少于 {number}", "at least {number}")


def amount(row: ReturnRow, value: int) -> int | Decimal:
    """As a number: m2 with two places, else whole."""
    return Decimal(value) / 100 if row.unit == "area" else value


def printed(row: ReturnRow, value: int, unknown: int, lang: Lang) -> str:
    """With thousands separated; a lower bound where some of it cannot be told."""
    number = f"{amount(row, value):,.2f}" if row.unit == "area" else f"{value:,}"
    return AT_LEAST.of(lang).format(number=number) if unknown else number


def signed(row: ReturnRow, value: int) -> str:
    """A correction, or a difference between two quarters."""
    return f"{amount(row, value):+,.2f}" if row.unit == "area" else f"{value:+,}"


def read_amount(row: ReturnRow, text: str) -> int | None:
    """What somebody typed for a row, in its smallest unit; None for what is no such number."""
    try:
        number = Decimal(text.replace(",", "").replace("\N{FULLWIDTH COMMA}", "").strip()) * (100 if row.unit == "area" else 1)
    except ArithmeticError:
        return None
    is_fine = number.is_finite() and number == number.to_integral_value() and abs(number) < 10**12
    return int(number) if is_fine else None
