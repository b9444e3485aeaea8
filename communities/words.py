"""A text in both languages of the project. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, Lang] = ("zh", "en")


@dataclass(frozen=True)
class Words:
    """One text, Chinese and English."""

    zh: str
    en: str

    def __deepcopy__(self, memo: object) -> "Words":
        """Nothing of it changes: a form copies its filters for every request, and they hold hundreds."""
        return self

    def of(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en

    def filled(self, **details: object) -> "Words":
        """The text with its {placeholders} filled in."""
        return Words(self.zh.format(**details), self.en.format(**details))

    def as_dict(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}


def both(speak: Callable[[Lang], str]) -> Words:
    """The two texts of something that knows how to speak."""
    return Words(zh=speak("zh"), en=speak("en"))
