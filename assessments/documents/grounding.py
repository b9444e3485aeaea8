"""On what a document of a round rests: as figures, and as lines in words."""

from typing import Any, Final

from django.utils import timezone

from assessments.labels import label_words
from assessments.law import packs
from assessments.models import IssuedDocument, Round
from communities.divisions import short_code
from communities.models import Division
from communities.words import Lang, Words

EVERYTHING: Final = Words("全部", "everything")
NOT_REAL: Final = Words("含{labels}，不得引用。", "Contains {labels} figures. Do not quote them.")
CHECK: Final = Words(
    "本文件数据已留存。登录本系统，在“核验文件”页输入核验码，可与留存数据核对。",
    "The figures are kept. Enter the code on the page “Verify a document” of this system to hold them against this paper.",
)
ROUND, DAY, AS_OF = Words("评估批次", "Round"), Words("适用日期", "Law as of"), Words("数据日期", "Data as of")
PACK, FINGERPRINT = Words("标准包", "Pack"), Words("数据指纹", "Fingerprint of the data")
NATURE, ISSUED, DIGEST = Words("数据性质", "Nature of the data"), Words("出具日期", "Issued on"), Words("内容摘要", "Digest")
RECORDED: Final = Words("登记数据", "recorded")
SOFTWARE: Final = Words("软件版本", "Software")


def ground_of(one: Round, labels: int) -> dict[str, Any]:
    """As it is kept with the figures."""
    packs_used = [{"id": pack["id"], "version": pack["version"], "checksum": pack["checksum"]} for pack in one.packs]
    return {
        "round": one.pk, "day": one.day.isoformat(), "as_of": one.as_of.isoformat(), "packs": packs_used,
        "fingerprint": one.fingerprint, "software": one.software, "labels": labels,
    }  # fmt: skip


def ground_lines(document: IssuedDocument, lang: Lang) -> tuple[tuple[str, str], ...]:
    """What to check it by: law with checksums, data, digest. Round and days stand at the head."""
    ground = document.content["ground"]
    lines = [
        *((PACK, pack_text(pack, lang)) for pack in ground["packs"]),
        (FINGERPRINT, ground["fingerprint"]), (SOFTWARE, ground["software"]), (DIGEST, f"sha256:{document.digest}"),
    ]  # fmt: skip
    return tuple((words.of(lang), text) for words, text in lines)


def pack_text(pack: dict[str, str], lang: Lang) -> str:
    """Its title where the book still has it, version and checksum."""
    title = next((each.title.of(lang) for each in packs() if each.id == pack["id"]), "")
    return f"{title} {pack['id']} {pack['version']} sha256:{pack['checksum']}".strip()


def day_of(document: IssuedDocument) -> str:
    """When it was issued, by the clock of the place."""
    return timezone.localtime(document.issued_at).date().isoformat()


def notes_of(labels: int, lang: Lang) -> tuple[str, ...]:
    """What no reader may miss of figures that are not real."""
    words = label_words(labels)
    text = ("、" if lang == "zh" else " and ").join(each.of(lang) for each in words)
    return (NOT_REAL.of(lang).format(labels=text),) if words else ()


def nature_text(labels: int, lang: Lang) -> str:
    words = label_words(labels)
    return ("、" if lang == "zh" else ", ").join(each.of(lang) for each in words) or RECORDED.of(lang)


def named(one: Any, lang: Lang) -> str:
    """A division, a community: the name in the language, the Chinese one where there is no other."""
    return str(one.name_en or one.name) if lang == "en" else str(one.name)


def place_text(places: list[str] | tuple[str, ...], lang: Lang) -> str:
    """The divisions of paths, each with its code. One query."""
    found = {each.path: each for each in Division.objects.filter(path__in=places)}
    return ("、" if lang == "zh" else ", ").join(_place(path, found.get(path), lang) for path in places)


def _place(path: str, division: Division | None, lang: Lang) -> str:
    if division is None:
        return path.strip("/").rpartition("/")[2] or EVERYTHING.of(lang)
    return (
        f"{named(division, lang)}（{short_code(division.code)}）"
        if lang == "zh"
        else f"{named(division, lang)} ({short_code(division.code)})"
    )
