"""The colours of static/css/tokens.css keep the WCAG 2.2 AA ratios in both themes."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
COLOUR = re.compile(r"--([a-z-]+):\s*#([0-9a-f]{6});")
THEMES = {
    "light": r":root \{\n  color-scheme: light;(.*?)\n\}",
    "dark by system": r":root:not\(\[data-theme=\"light\"\]\) \{(.*?)\n  \}",
    "dark by choice": r"  \[data-theme=\"dark\"\] \{(.*?)\n  \}",
}

BACKGROUNDS = ("paper", "surface", "sunken")
READ_LONG = [("ink", background) for background in BACKGROUNDS]  # AAA: whole pages are read in it
READ = [
    *[(text, background) for text in ("ink-muted", "accent", "accent-strong") for background in BACKGROUNDS],
    *[(word, background) for word in ("met", "gap", "unknown", "na") for background in ("paper", "surface")],
    *[(word, f"{word}-soft") for word in ("met", "gap", "unknown", "na", "accent")],
    *[("ink", f"{tint}-soft") for tint in ("met", "gap", "unknown", "accent")],
    ("accent-strong", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-provenance", "provenance"),
    ("on-provenance", "provenance-stripe"),
    ("paper", "ink"),
]
SEE = [
    *[("line-strong", background) for background in ("paper", "surface")],
    *[("focus", background) for background in BACKGROUNDS],
    *[(fill, "sunken") for fill in ("accent", "gap", "ink")],
    ("line-strong", "sunken"),
    ("met", "surface"),
    ("gap", "surface"),
    ("unknown", "unknown-soft"),
]


def colours(theme: str) -> dict[str, str]:
    """Token name -> six hex digits of one theme."""
    found = re.search(THEMES[theme], TOKENS, re.DOTALL)
    assert found, f"tokens.css has no block for {theme}"
    return dict(COLOUR.findall(found.group(1)))


def luminance(hex_digits: str) -> float:
    """Relative luminance as WCAG defines it, 0-1."""
    channels = [int(hex_digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, 1-21, whichever is lighter."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_weak(palette: dict[str, str], pairs: list[tuple[str, str]], least: float) -> list[str]:
    return [
        f"{text} on {background}: {contrast(palette[text], palette[background]):.2f}, needs {least}"
        for text, background in pairs
        if contrast(palette[text], palette[background]) < least
    ]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("pairs", "least"), [(READ_LONG, 7.0), (READ, 4.5), (SEE, 3.0)], ids=["long", "text", "shape"])
def test_pairs_are_legible(theme: str, pairs: list[tuple[str, str]], least: float) -> None:
    assert too_weak(colours(theme), pairs, least) == []


def test_both_dark_themes_are_the_same() -> None:
    assert colours("dark by system") == colours("dark by choice")


def test_dark_names_every_colour_of_light() -> None:
    assert colours("dark by choice").keys() == colours("light").keys()


def test_the_measure_itself() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)
    assert too_weak({"a": "777777", "b": "ffffff"}, [("a", "b")], 4.5) == ["a on b: 4.48, needs 4.5"]
