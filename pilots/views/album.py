"""Evidence as it is shown: by stage, small, each leading to the whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.views.language import day_text, moment_text, spoken
from pilots.models import Evidence
from pilots.projects.words import KINDS, STAGES
from pilots.work_forms import EvidenceForm, RemoveEvidenceForm


@dataclass(frozen=True)
class Piece:
    """One photo or document. ``small``: address of the preview, empty of a document."""

    pk: int
    href: str
    small: str
    shows: str
    about: str
    sha256: str
    remove: RemoveEvidenceForm | None


@dataclass(frozen=True)
class Album:
    """``stages``: (words, pieces) of every stage, empty ones too. ``form`` is None where it cannot be sent."""

    stages: Sequence[tuple[str, Sequence[Piece]]]
    form: EvidenceForm | None

    @property
    def is_empty(self) -> bool:
        return not any(pieces for _stage, pieces in self.stages)


def album_of(found: Iterable[Evidence], form: EvidenceForm | None, *, may_remove: bool, names_people: bool) -> Album:
    rows = list(found)
    stages = [
        (spoken(words), [_piece(each, may_remove=may_remove, names_people=names_people) for each in rows if each.stage == code])
        for code, words in STAGES.items()
    ]
    return Album(stages, form)


def _piece(each: Evidence, *, may_remove: bool, names_people: bool) -> Piece:
    key = [each.project_id, each.pk]
    return Piece(
        pk=each.pk,
        href=reverse("pilots:evidence", args=key),
        small=reverse("pilots:evidence-small", args=key) if each.preview else "",
        shows=each.shows,
        about=_about(each, names_people=names_people),
        sha256=each.sha256,
        remove=RemoveEvidenceForm(auto_id=f"remove-{each.pk}-%s") if may_remove else None,
    )


def _about(each: Evidence, *, names_people: bool) -> str:
    taken = _("taken on %(day)s") % {"day": day_text(each.taken_on)} if each.taken_on else _("day not known")
    brought = _("brought %(when)s") % {"when": moment_text(each.made_at)}
    who = [str(each.made_by)] if each.made_by and names_people else []
    return " · ".join([spoken(KINDS[each.kind]), taken, filesizeformat(each.size), brought, *who])
