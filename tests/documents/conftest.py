"""A judged city, and what is made of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict

from assessments.documents.gap_figures import asked_gaps, gap_draft
from assessments.documents.kinds import kinds, untold
from assessments.documents.paper import Paper
from assessments.documents.scorecard_figures import drafted
from assessments.models import IssuedDocument, Round, Scorecard
from assessments.services.documents.issuing import issue_document
from communities.models import BuildClass, Community
from communities.scope import EVERYWHERE, AreaScope
from communities.words import Lang
from tests.factories import Territory, make_answer, make_premises, make_round

Papered = Callable[..., Paper]


@pytest.fixture
def judged(territory: Territory) -> Round:
    """The four communities of the city lack a kindergarten; one has more gaps, and premises at hand."""
    own = territory.own[0]
    Community.objects.update(build_class=BuildClass.EXISTING)
    make_answer(own, "gas", 0)
    make_answer(own, "water", 2)
    make_premises(own, code="P-1", name="闲置小学", floor_area="3200.00", ownership="public", offers=["retrofit"],
                  lng=116.0, lat=40.0)  # fmt: skip
    return make_round(territory.city)


def issued_card(one: Round, code: str = "900101001001") -> IssuedDocument:
    return issue_document(by=None, draft=drafted(Scorecard.objects.select_related("round").get(round=one, code=code)))


def issued_gaps(one: Round, query: str = "", scope: AreaScope | None = None, path: str = EVERYWHERE) -> IssuedDocument:
    asked = asked_gaps(scope or AreaScope.everywhere(), one, QueryDict(query), path)
    return issue_document(by=None, draft=gap_draft(asked))


def paper_of(document: IssuedDocument, lang: Lang = "zh", **_: Any) -> Paper:
    return kinds()[document.kind].paper(AreaScope.everywhere(), document, lang, untold)
