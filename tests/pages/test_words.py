"""Words: every message has its Chinese, the catalogues hold nothing else, and English pages are English."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat

from assessments.models import Round
from communities.models import Community, Division
from config.catalogues import LOCALE, compile_catalogues
from tests.factories import Territory, make_round
from tests.pages.addresses import all_pages
from tests.pages.conftest import Browser
from tests.pages.messages import Message, used_messages

CHINESE = LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.po"
CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
PLACEHOLDER = re.compile(r"%\(\w+\)s")
DOCUMENT = "建办科〔2022〕48号"
"""The number of the notice is its name, in every language."""


def _known() -> dict[Message, polib.POEntry]:
    return {Message(each.msgid, each.msgid_plural, each.msgctxt or ""): each for each in polib.pofile(str(CHINESE))}


def test_every_message_has_its_chinese_and_none_is_left_over() -> None:
    assert set(_known()) == used_messages()


def test_no_translation_is_empty_doubtful_or_loses_a_figure() -> None:
    for message, entry in _known().items():
        texts = list(entry.msgstr_plural.values()) if message.plural else [entry.msgstr]
        assert all(texts), message
        assert not entry.fuzzy, message
        assert sorted(PLACEHOLDER.findall(texts[0])) == sorted(PLACEHOLDER.findall(message.plural or message.text)), message


class _Visible(HTMLParser):
    """The text of a page outside elements that are marked as Chinese, and outside code."""

    VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "use", "rect", "path"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[bool] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.texts.extend(text for name in ("aria-label", "title", "placeholder", "data-label") if (text := given.get(name)))
        if tag not in self.VOID:
            self.open.append((given.get("lang") or "").startswith("zh"))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.open):
            self.texts.append(data)


def _chinese_in(html: str) -> list[str]:
    page = _Visible()
    page.feed(html.replace(DOCUMENT, "").replace('aria-label="语言 Language"', ""))
    return [found for text in page.texts for found in CJK.findall(text)]


@pytest.mark.usefixtures("is_open")
def test_english_pages_are_english(territory: Territory, browser: Browser) -> None:
    for model in (Community, Division):
        model._default_manager.update(name_en=Concat(Value("Place "), F("code")))
    one: Round = make_round()
    for name, address in all_pages(territory, one).items():
        assert _chinese_in(browser(language="en").get(address).content.decode()) == [], name


def test_catalogues_are_compiled_where_they_are_missing_or_older(tmp_path: Path) -> None:
    folder = tmp_path / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(CHINESE, folder)
    compile_catalogues(tmp_path)
    made = folder / "django.mo"
    first = made.stat().st_mtime_ns
    compile_catalogues(tmp_path)
    assert made.stat().st_mtime_ns == first
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_cannot_be_written_to_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(CHINESE, folder)

    def refused(**_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("tempfile.mkstemp", refused)
    compile_catalogues(tmp_path)
    assert not (folder / "django.mo").exists()
