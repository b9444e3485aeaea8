"""``?format=`` wins over Accept; then the format that Accept gives most weight; a format that is not offered is a 406."""

from collections.abc import Iterable
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.utils.mediatypes import _MediaType as MediaRange

from communities.api.problems import Problem
from communities.language import reader_lang
from communities.words import Words

ANYTHING = "*/*"
OFFERED = Words("可用格式：{formats}。", "Offered: {formats}.")


class Negotiation(DefaultContentNegotiation):
    """REST framework's own looks neither at the weights in Accept nor, with ``?format=``, past Accept."""

    def select_renderer(self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None) -> tuple[Any, str]:
        offered = list(renderers)
        wanted = format_suffix or request.query_params.get("format")
        accepted = [MediaRange(text) for text in (request.headers.get("Accept") or ANYTHING).split(",")]
        weights = [_weight(each, accepted, wanted) for each in offered]
        if not any(weights):
            formats = ", ".join(sorted({each.format for each in offered}))
            raise Problem("not_acceptable", OFFERED.filled(formats=formats).of(reader_lang()))
        found = offered[weights.index(max(weights))]
        return found, found.media_type


def _weight(renderer: Any, accepted: Iterable[Any], wanted: str | None) -> float:
    """How welcome what ``renderer`` makes is; 0 where it is not. Of several media ranges the most exact one says."""
    if wanted:
        return float(renderer.format == wanted)
    made = MediaRange(renderer.media_type)
    fitting = [each for each in accepted if each.main_type in ("*", made.main_type) and each.sub_type in ("*", made.sub_type)]
    return _q(max(fitting, key=lambda each: (each.main_type != "*", each.sub_type != "*"))) if fitting else 0.0


def _q(accepted: Any) -> float:
    """The weight of a media range; 1 where it has none, 0 where it cannot be read."""
    try:
        return min(max(float(accepted.params.get("q", 1)), 0.0), 1.0)
    except ValueError:
        return 0.0
