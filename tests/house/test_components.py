"""Components document themselves, stand in the gallery, and no template carries inline style or script."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from assessments.gallery import gallery_sections, in_language, top_comment

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = sorted(path.stem for path in (ROOT / "templates" / "_components").glob("*.html"))
STYLESHEETS = sorted((ROOT / "static" / "css").rglob("*.css"))
BASE = (ROOT / "templates" / "base.html").read_text(encoding="utf-8")
TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
ICONS = set(re.findall(r'<symbol id="(\w+)"', (ROOT / "static" / "icons.svg").read_text(encoding="utf-8")))
INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
}


def inline_of(markup: str) -> list[str]:
    return [name for name, pattern in INLINE.items() if pattern.search(markup)]


def gallery_in(language: str) -> str:
    with translation.override(language):
        return render_to_string(
            "gallery/page.html", {"sections": gallery_sections()}, request=RequestFactory().get("/gallery/")
        )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_inline_style_or_script(path: Path) -> None:
    assert inline_of(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "markup", ['<p style="color: red">', "<STYLE>", "<script>1</script>", '<a onclick="f()">', '<a href="javascript:f()">']
)
def test_inline_style_or_script_would_be_found(markup: str) -> None:
    assert inline_of(markup) != []


@pytest.mark.parametrize("component", COMPONENTS)
def test_component_says_what_it_takes(component: str) -> None:
    assert f'Use: {{% include "_components/{component}.html"' in top_comment(component)


@pytest.mark.parametrize("component", COMPONENTS)
def test_component_appears_in_the_gallery(component: str) -> None:
    shown = {section.component for section in gallery_sections()}
    assert component in shown or f'include "_components/{component}.html"' in BASE


def test_every_example_names_a_component() -> None:
    assert {section.component for section in gallery_sections()} <= set(COMPONENTS)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_gallery_draws_every_example_in_both_languages(language: str) -> None:
    page = gallery_in(language)
    assert inline_of(page) == []
    assert page.count('class="gallery-example"') == sum(len(section.examples) for section in gallery_sections())


def test_gallery_uses_only_icons_that_exist() -> None:
    assert set(re.findall(r'icons(?:\.\w+)?\.svg#(\w*)"', gallery_in("en"))) <= ICONS


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.name)
def test_stylesheet_is_linked_once(path: Path) -> None:
    link = f"{{% static 'css/{path.relative_to(ROOT / 'static' / 'css')}' %}}"
    assert sum(template.read_text(encoding="utf-8").count(link) for template in TEMPLATES if template.name != "500.html") == 1


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.name)
def test_stylesheet_uses_only_tokens_that_exist(path: Path) -> None:
    used = set(re.findall(r"var\((--[\w-]+)", path.read_text(encoding="utf-8")))
    assert used <= set(re.findall(r"(--[\w-]+):", TOKENS))


@pytest.mark.parametrize("path", [path for path in STYLESHEETS if path.name != "tokens.css"], ids=lambda path: path.name)
def test_colours_are_named_in_the_tokens_only(path: Path) -> None:
    screen = path.read_text(encoding="utf-8").replace("#000", "")  # black ink on paper
    assert re.findall(r":[^;{]*(#[0-9a-fA-F]{3,8}|rgba?\(|hsla?\()", screen) == []


def test_every_colour_has_its_swatch() -> None:
    swatches = (ROOT / "templates" / "gallery" / "_tokens.html").read_text(encoding="utf-8")
    named = re.findall(r"--([a-z-]+):\s*#", TOKENS)
    assert [name for name in named if f'fill="var(--{name})"' not in swatches] == []


def test_a_text_in_two_languages_is_told_from_other_tables() -> None:
    both = {"label": {"zh": "户数", "en": "Households"}, "rows": [{"zh": "一", "en": "one"}], "zh_only": {"zh": "二"}}
    assert in_language(both, "en") == {"label": "Households", "rows": ["one"], "zh_only": {"zh": "二"}}
