"""The examples of the gallery: every component in every state, in both languages.

One TOML file per component lies in templates/gallery/examples/. A table with exactly the keys zh and en is a text in both
languages; everything else is the same in both. What a component takes is read from the comment at the head of its template.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
EXAMPLES = TEMPLATES / "gallery" / "examples"
COMMENT = re.compile(r"\{% comment %\}\n(.*?)\n\{% endcomment %\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """One state of a component: its name and the context it is drawn with, in either language."""

    title_zh: str
    title_en: str
    zh: dict[str, Any]
    en: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One component: its names, what it takes, and its examples; ``small`` ones stand several to a line."""

    component: str
    title_zh: str
    title_en: str
    takes: str
    small: bool
    examples: tuple[Example, ...]


def in_language(value: Any, language: str) -> Any:
    """``value`` with every {zh, en} table replaced by the text of ``language`` (zh or en)."""
    if isinstance(value, list):
        return [in_language(item, language) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"zh", "en"}:
        return value[language]
    return {name: in_language(item, language) for name, item in value.items()}


def top_comment(component: str) -> str:
    """What ``component`` takes, from the head of its template. Raises ValueError when the template does not say."""
    found = COMMENT.match((TEMPLATES / "_components" / f"{component}.html").read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"_components/{component}.html does not begin with a comment.")
    return found.group(1).replace("{% templatetag openblock %}", "{%").replace("{% templatetag closeblock %}", "%}")


def _example(raw: dict[str, Any]) -> Example:
    values = raw["values"]
    return Example(raw["title"]["zh"], raw["title"]["en"], in_language(values, "zh"), in_language(values, "en"))


def _section(path: Path) -> tuple[int, Section]:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    title, small = raw["title"], raw.get("small", False)
    examples = tuple(_example(example) for example in raw["examples"])
    return raw["order"], Section(path.stem, title["zh"], title["en"], top_comment(path.stem), small, examples)


def gallery_sections() -> tuple[Section, ...]:
    """Every component that has examples, in the order their files ask for."""
    placed = sorted((_section(path) for path in EXAMPLES.glob("*.toml")), key=lambda pair: pair[0])
    return tuple(section for _, section in placed)
