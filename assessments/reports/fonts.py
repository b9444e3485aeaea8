"""The fonts of PDF files: those of the wheel, or those that the setting REPORT_FONT_DIRS names; and what they can draw."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings

from assessments.reports.glyphs import characters_of

SHIPPED: Final = {"body": ["Noto Serif SC", "Noto Sans SC"], "heading": ["Noto Sans SC", "Noto Serif SC"]}
_ENDINGS: Final = frozenset({".otf", ".ttf", ".ttc", ".otc"})


@dataclass(frozen=True)
class FontSet:
    """``names``: families of body and heading, in their order. ``drawn``: the characters that one of the files can draw."""

    fonts: "typst.Fonts"
    names: Mapping[str, list[str]]
    drawn: frozenset[int]


@cache
def font_set() -> FontSet:
    """Read once: 17 MB. The families found in the folders of the setting stand before those of the wheel."""
    files = [*_own(), *_shipped()]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=_folders(files))
    own = [name for name in settings.REPORT_FONTS if name in fonts.families()]
    names = {use: [*own, *shipped] for use, shipped in SHIPPED.items()}
    return FontSet(fonts, names, frozenset().union(*(characters_of(path) for path in files)))


def _folders(files: list[Path]) -> list[Any]:
    return [str(folder) for folder in dict.fromkeys(path.parent for path in files)]


def _own() -> Iterator[Path]:
    for folder in settings.REPORT_FONT_DIRS:
        yield from sorted(path for path in Path(folder).rglob("*") if path.suffix.lower() in _ENDINGS)


def _shipped() -> Iterator[Path]:
    yield from (Path(pylopdf_fonts_zh_cn.serif_path()), Path(pylopdf_fonts_zh_cn.sans_path()))
