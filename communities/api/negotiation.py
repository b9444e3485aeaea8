"""``?format=`` wins over Accept; a format that is not offered is a 406, not a 404."""

from collections.abc import Iterable
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation

from communities.api.problems import Problem
from communities.language import reader_lang
from communities.words import Words

OFFERED = Words("可用格式：{formats}。", "Offered: {formats}.")


class Negotiation(DefaultContentNegotiation):
    def filter_renderers(self, renderers: Iterable[Any], format: str) -> Any:  # noqa: A002  the name is REST framework's
        offered = list(renderers)
        found = [renderer for renderer in offered if renderer.format == format]
        if not found:
            formats = ", ".join(sorted({renderer.format for renderer in offered}))
            raise Problem("not_acceptable", OFFERED.filled(formats=formats).of(reader_lang()))
        return found
