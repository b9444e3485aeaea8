"""The law at a place, as pages, the API and the command ask for it: every document in force, drafts only on request."""

import re
from datetime import date

from assessments.law import law_on, packs
from assessments.standards.model import Status
from assessments.standards.resolution import Law

PLACE = re.compile(r"(?!00)\d{2,12}", re.ASCII)
WHOLE_COUNTRY = ""
"""The prefix of every code."""


def law_at(day: date, *, drafts: bool = False) -> Law:
    """The law of all packs in force on a day; with the drafts for comment too, if asked. Never the examples."""
    chosen = [pack.id for pack in packs() if pack.status.enforced or (drafts and pack.status is Status.DRAFT)]
    return law_on(day, chosen)


def is_place(text: str) -> bool:
    """Whether a text is a code of a place: the 2 to 12 digits that codes of its communities begin with."""
    return PLACE.fullmatch(text) is not None
