"""What a verb refused, said to the reader."""

from assessments.views.language import spoken
from pilots.services.refusing import Refused
from pilots.troubles import TROUBLES


def refusal_text(wrong: Refused) -> str:
    """What is wrong and what to do about it, with what it is about."""
    return " ".join(spoken(words).format(**wrong.about) for words in TROUBLES[wrong.code])
