"""Labels: which of the figures behind an answer are not records. Bits, so that those of many figures add up with ``or``."""

from collections.abc import Iterator
from functools import cache

from communities.models import Provenance
from communities.words import Words

LABELS: dict[str, int] = {Provenance.RECORDED: 0, Provenance.SAMPLE: 1, Provenance.SYNTHETIC: 2}
FLAGGED = (Provenance.SAMPLE, Provenance.SYNTHETIC)
CODES = tuple(each.value for each in FLAGGED)
WORDS = {Provenance.SAMPLE: Words("示例数据", "sample"), Provenance.SYNTHETIC: Words("合成数据", "synthetic")}


def label_codes(labels: int) -> list[str]:
    """The codes of the bits that are set; empty where every figure was recorded."""
    return [each.value for each in FLAGGED if labels & LABELS[each]]


def label_words(labels: int) -> list[Words]:
    """The words of the bits that are set: they stand on every page and export that shows such figures."""
    return [WORDS[each] for each in FLAGGED if labels & LABELS[each]]


def label_lines(labels: int) -> Iterator[str]:
    """What a command prints below such figures, in both languages."""
    for words in label_words(labels):
        yield f"  Contains figures that are {words.en} / {words.zh}. / 含{words.zh}。"


@cache
def label_text(labels: int) -> str:
    """One cell of a file, in both languages, because a file travels further than its reader."""
    return "; ".join(f"{words.en} / {words.zh}" for words in label_words(labels))
