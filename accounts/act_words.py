"""Verbs of acts, and the ways in, in words. Pure."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from communities.words import Words

_FILE: Final = Path(__file__).with_suffix(".toml")
VERBS: Mapping[str, Words] = MappingProxyType(
    {verb: Words(*words) for verb, words in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()}
)
VIA: Mapping[str, Words] = MappingProxyType(
    {
        "page": Words("网页", "page"),
        "api": Words("接口", "API"),
        "job": Words("后台任务", "job"),
        "command": Words("命令行", "command"),
    }
)


def verb_words(verb: str) -> Words:
    """A verb that nobody has words for is named as the log has it."""
    return VERBS.get(verb, Words(verb, verb))
