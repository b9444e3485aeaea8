"""Every message id that the code and the templates use, found by reading them."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("accounts", "assessments", "communities", "config", "facilities", "intake", "pilots")
PLAIN = {"_", "gettext", "gettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}

TRANSLATE = re.compile(r"""\{% translate (?:"([^"]*)"|'([^']*)')""")
BLOCK = re.compile(
    r"\{% blocktranslate(?P<options>.*?)%\}(?P<one>.*?)(?:\{% plural %\}(?P<many>.*?))?\{% endblocktranslate %\}", re.S
)
VARIABLE = re.compile(r"\{\{ *(\w+) *\}\}")


@dataclass(frozen=True, order=True)
class Message:
    """A message id, its plural where it has one, its context where it has one."""

    text: str
    plural: str = ""
    context: str = ""


def used_messages() -> set[Message]:
    return {*_in_code(), *_in_templates()}


def _in_code() -> Iterator[Message]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _in_module(ast.parse(path.read_text(encoding="utf-8")))


def _in_module(tree: ast.Module) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            yield from _of_call(node.func.id, texts)


def _of_call(name: str, texts: list[str]) -> Iterator[Message]:
    if name in PLAIN and texts:
        yield Message(texts[0])
    elif name in PLURAL and len(texts) > 1:
        yield Message(texts[0], plural=texts[1])
    elif name in WITH_CONTEXT and len(texts) > 1:
        yield Message(texts[1], context=texts[0])


def _in_templates() -> Iterator[Message]:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        yield from (Message(one or other) for one, other in TRANSLATE.findall(text))
        yield from (_of_block(found) for found in BLOCK.finditer(text))


def _of_block(found: re.Match[str]) -> Message:
    one, many = (VARIABLE.sub(r"%(\1)s", text or "") for text in (found["one"], found["many"]))
    return Message(one, plural=many)
