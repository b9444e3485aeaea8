"""The language of who reads: as Django found it in the cookie or the Accept-Language header."""

from django.utils.functional import lazy
from django.utils.translation import get_language

from communities.words import Lang, Words


def reader_lang() -> Lang:
    """zh unless the reader asked for English."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def _now(words: Words) -> str:
    return words.of(reader_lang())


in_reader_language = lazy(_now, str)
"""Words as a text that chooses its language when it is shown: for the labels of a form."""
