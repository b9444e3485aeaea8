"""What must be said about a file: which round, which law, which data, which filters, and whether it is real."""

from assessments.labels import label_words
from assessments.models import Round
from communities.divisions import short_code
from communities.filters import SpokenFilterSet
from communities.words import Lang, Words

NOTE = Words("含{labels}，不得引用。", "Contains {labels} figures. Do not quote them.")
EVERYTHING = Words("全部", "everything")
Lines = tuple[tuple[Words, str], ...]


def note_of(labels: int) -> str:
    """In both languages, because the file travels further than its reader. Empty where every figure is recorded."""
    words = label_words(labels)
    if not words:
        return ""
    zh, en = "、".join(each.zh for each in words), " and ".join(each.en for each in words)
    return f"{NOTE.zh.format(labels=zh)} {NOTE.en.format(labels=en)}"


def about_lines(one: Round, filterset: SpokenFilterSet, lang: Lang) -> Lines:
    """Heading and text, one line each."""
    place = f"{one.division.name} ({short_code(one.division.code)})" if one.division else EVERYTHING.of(lang)
    filters = "; ".join(spoken.sentence for spoken in filterset.spoken(lang)) or EVERYTHING.of(lang)
    packs = tuple((Words("标准包", "Pack"), f"{pack['id']} {pack['version']} sha256:{pack['checksum']}") for pack in one.packs)
    return (
        (Words("评估批次", "Round"), str(one.pk)),
        (Words("评估范围", "Scope of the round"), place),
        (Words("筛选", "Filters"), filters),
        (Words("适用日期", "Law of the day"), one.day.isoformat()),
        (Words("数据日期", "Data as of"), one.as_of.isoformat()),
        *packs,
        (Words("数据指纹", "Fingerprint of the data"), one.fingerprint),
        (Words("软件版本", "Software"), one.software),
    )


def stem_of(what: str, one: Round, filterset: SpokenFilterSet) -> str:
    """``wanzheng-gaps-round12-110108``: the round and the place. Digits and ASCII letters only."""
    asked = filterset.form.cleaned_data.get("division")
    code = asked or (one.division.code if one.division else "")
    return f"wanzheng-{what}-round{one.pk}-{short_code(code) if code else 'all'}"
