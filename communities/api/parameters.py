"""Query parameters beside the filters, and the check that refuses what nobody knows."""

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from communities.api.problems import Fault, Problem, of_parameter
from communities.language import reader_lang
from communities.words import Words

UNKNOWN = Words("没有参数“{name}”。", "There is no parameter “{name}”.")
MEANT = Words("没有参数“{name}”。是否指“{nearest}”？", "There is no parameter “{name}”. Did you mean “{nearest}”?")
NOT_OFFERED = Words("{name} 须为 {values} 之一。", "{name} is one of {values}.")
REPEATED = Words("参数“{name}”只能出现一次。", "Give “{name}” once.")


@dataclass(frozen=True)
class Parameter:
    """A parameter that is no filter: its OpenAPI schema and its description."""

    name: str
    words: Words
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})

    def documented(self) -> dict[str, Any]:
        description = f"{self.words.en} / {self.words.zh}"
        return {"name": self.name, "in": "query", "required": False, "description": description, "schema": dict(self.schema)}


FORMAT = Words("格式，优先于 Accept", "The format; wins over Accept")


def format_parameter(offered: Sequence[str]) -> Parameter:
    """``format``, with the formats that an address offers."""
    return Parameter("format", FORMAT, {"type": "string", "enum": sorted(offered)})


def check_parameters(query: QueryDict, known: Collection[str], repeatable: Collection[str]) -> None:
    """Raises Problem where ``query`` holds a name that is not known, or one twice that may stand only once."""
    unknown = [name for name in query if name not in known]
    if unknown:
        raise Problem("unknown_parameter", faults=[_unknown(name, known) for name in unknown])
    repeated = [name for name, values in query.lists() if len(values) > 1 and name not in repeatable]
    if repeated:
        raise Problem("repeated_parameter", faults=[_fault(name, "repeated_parameter", REPEATED) for name in repeated])


def check_values(query: QueryDict, parameters: Iterable[Parameter]) -> None:
    """Raises Problem where a parameter with a list of values has another one."""
    for parameter in parameters:
        values = parameter.schema.get("enum")
        if values and parameter.name in query and query[parameter.name] not in values:
            detail = NOT_OFFERED.filled(name=parameter.name, values=", ".join(values)).of(reader_lang())
            raise Problem("bad_value", faults=[of_parameter(parameter.name, "bad_value", detail, allowed=values)])


def _unknown(name: str, known: Iterable[str]) -> Fault:
    nearest = difflib.get_close_matches(name[:50], sorted(known), n=1, cutoff=0.5)
    if not nearest:
        return _fault(name, "unknown_parameter", UNKNOWN)
    detail = MEANT.filled(name=name[:50], nearest=nearest[0]).of(reader_lang())
    return of_parameter(name[:50], "unknown_parameter", detail, nearest=nearest[0])


def _fault(name: str, code: str, words: Words) -> Fault:
    return of_parameter(name[:50], code, words.filled(name=name[:50]).of(reader_lang()))
