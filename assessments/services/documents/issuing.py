"""Give a document out: its figures are stored once and for all, under the code that is printed on it."""

import logging
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import IntegrityError, transaction

from assessments.documents.codes import code_of
from assessments.documents.content import digest_of
from assessments.documents.kinds import Draft
from assessments.models import IssuedDocument
from communities.noted import adding

if TYPE_CHECKING:
    from accounts.models import User

_changes: Final = logging.getLogger("wanzheng.changes")
_ATTEMPTS: Final = 20


def issue_document(*, by: "User | None", draft: Draft) -> IssuedDocument:
    """The document of these figures: the one that was given out before, where they are the same; else a new one."""
    digest = digest_of(draft.content.as_json())
    for attempt in range(_ATTEMPTS):
        found = IssuedDocument.objects.select_related("round", "round__division").filter(digest=digest).first()
        if found:
            return found
        try:
            with transaction.atomic():
                return _issued(by, draft, digest, code_of(digest, attempt))
        except IntegrityError:  # the same figures at the same moment, or the code of others
            continue
    raise RuntimeError(f"no code is free for {digest}")


def _issued(by: "User | None", draft: Draft, digest: str, code: str) -> IssuedDocument:
    asked = draft.asked
    made = IssuedDocument(
        code=code, kind=asked.kind, round=asked.round, places=list(asked.places), asked=dict(asked.asked),
        content=draft.content.as_json(), rows=draft.rows, digest=digest, labels=draft.labels, software=settings.VERSION,
        issued_by=by,
    )  # fmt: skip
    with adding(by=by, verb="issue_document") as added:
        made.save(force_insert=True)
        added.append(made)
    _changes.info("document %s: issued, by %s", code, by)
    return made
