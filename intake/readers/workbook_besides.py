"""What an .xlsx holds besides cells, and what is not read: counted, so that nobody takes it for read. Pure."""

import re
from collections.abc import Callable, Collection
from typing import Final

from communities.words import Words

# By the names of the entries, in small letters.
_BESIDES: Final = (
    (Words("图片", "pictures"), re.compile(r"xl/media/")),
    (Words("图表", "charts"), re.compile(r"xl/charts/chart[0-9]*\.xml")),
    (Words("链接的其他工作簿", "links to other workbooks"), re.compile(r"xl/externallinks/[^/]*\.xml")),
    (Words("数据透视表", "pivot tables"), re.compile(r"xl/pivottables/[^/]*\.xml")),
    (Words("嵌入的文件", "embedded files"), re.compile(r"xl/embeddings/")),
)
_COMMENTS: Final = Words("批注", "comments")
_COMMENTS_OF: Final = re.compile(r"xl/(?:comments/)?comments?[0-9]*\.xml")
_AUTHOR: Final = re.compile(r"<(?:[\w.-]+:)?author>([^<]*)<")
_COMMENT: Final = re.compile(r"""<(?:[\w.-]+:)?comment\b[^>]*\bauthorId\s*=\s*["']([0-9]+)["']""")
OWN: Final = "Wanzheng"
"""Who wrote the comments of our own forms: they are the form, and nothing that somebody has said."""


def besides_in(entries: Collection[str], text_of: Callable[[str], str]) -> list[tuple[Words, int]]:
    """What there is, and how many of each. ``entries``: names in small letters."""
    found = [(words, sum(bool(names.match(name)) for name in entries)) for words, names in _BESIDES]
    said = sum(_said(text_of(name)) for name in entries if _COMMENTS_OF.fullmatch(name))
    return [(words, number) for words, number in (*found, (_COMMENTS, said)) if number]


def _said(comments: str) -> int:
    """How many comments are not those of our own forms."""
    authors = _AUTHOR.findall(comments)
    own = {str(number) for number, author in enumerate(authors) if author == OWN}
    return sum(author not in own for author in _COMMENT.findall(comments))
