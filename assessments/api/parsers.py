"""JSON bodies that cannot hurt: one object, no deeper than anything we ask for, nothing that a database refuses."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from communities.language import reader_lang
from communities.words import Words

DEEPEST = 20
TOO_DEEP = Words("嵌套过深。", "Nested too deep.")
BAD_TEXT = Words("含有 NUL 或残缺的字符。", "Holds a NUL or half a character.")
NOT_AN_OBJECT = Words("须为一个 JSON 对象。", "Send one JSON object.")


class SafeJSONParser(JSONParser):
    """Raises ParseError where the body is not one JSON object of plain values."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        context = {**(parser_context or {}), "encoding": "utf-8"}
        try:
            found: Any = super().parse(stream, media_type, context)
        except RecursionError:
            raise ParseError(TOO_DEEP.of(reader_lang())) from None
        if not isinstance(found, dict):
            raise ParseError(NOT_AN_OBJECT.of(reader_lang()))
        _check(found, DEEPEST)
        return found


def _check(value: Any, left: int) -> None:
    if not left:
        raise ParseError(TOO_DEEP.of(reader_lang()))
    if isinstance(value, str):
        _check_text(value)
    for part in _parts(value):
        _check(part, left - 1)


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def _check_text(text: str) -> None:
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ParseError(BAD_TEXT.of(reader_lang()))
