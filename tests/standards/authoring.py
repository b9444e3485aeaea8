"""Small packs written to a folder, for tests that need a law of their own."""

from __future__ import annotations

from pathlib import Path

from assessments.standards.loading import load_pack
from assessments.standards.model import Pack

HEAD = """
id = "{id}"
version = "1"
document = "Document {id}"
jurisdiction = "{place}"
{parent}
status = "{status}"
in_force_from = {since}
title = {{ zh = "标准 {id}", en = "Pack {id}" }}
issuer = {{ zh = "机关", en = "An authority" }}

[[clause]]
id = "1"
article = {{ zh = "第一条", en = "Article 1" }}
pointer_zh = "条文"
text = {{ zh = "条文大意。", en = "What it says." }}
"""
PARAMETER = """
[[parameter]]
id = "{id}"
name = {{ zh = "数值", en = "The number" }}
unit = "{unit}"
clause = "1"
[[parameter.value]]
since = 2000-01-01
value = "{value}"
confidence = "{confidence}"
"""
RULE = """
[[rule]]
code = "{code}"
domain = "SVC"
level = "{level}"
subject = "community"
name = {{ zh = "规则 {code}", en = "Rule {code}" }}
clause = "1"
confidence = "{confidence}"
{rest}
"""


def parameter(name: str, value: str, unit: str = "area", confidence: str = "V") -> str:
    """A parameter with one value."""
    return PARAMETER.format(id=name, value=value, unit=unit, confidence=confidence)


def rule(code: str, rest: str, *, level: str = "required", confidence: str = "V") -> str:
    """A rule; `rest` holds its kind and everything else."""
    return RULE.format(code=code, level=level, confidence=confidence, rest=rest)


def size_rule(code: str, more: str = "", *, level: str = "required") -> str:
    """At least the parameter `size` of floor area of the service complex."""
    rest = f'kind = "bounds"\nfact = "floor_area.service_complex"\nat_least = "size"\n{more}'
    return rule(code, rest, level=level)


def write_pack(
    folder: Path,
    name: str,
    *parts: str,
    place: str = "CN",
    parent: str = "",
    status: str = "in_force",
    since: str = "2000-01-01",
) -> Pack:
    """Write `folder/name/pack.toml` and load it."""
    home = folder / name
    home.mkdir(parents=True, exist_ok=True)
    line = f'parent = "{parent}"' if parent else ""
    head = HEAD.format(id=name, place=place, parent=line, status=status, since=since)
    (home / "pack.toml").write_text(head + "".join(parts), encoding="utf-8")
    return load_pack(home)
