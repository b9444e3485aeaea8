"""The endpoint of the ways to close one gap: the short way to what the card of a community says of it."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.of_round import ROUND, OfRound
from assessments.api.option_rows import option_row
from assessments.api.option_serializers import OptionField
from assessments.api.serializers import VERDICTS
from assessments.api.words_field import WordsField
from assessments.law_filters import NoFilter
from assessments.models import Scorecard
from assessments.selectors.cards import CardDomain, CardFinding, card
from assessments.selectors.rounds import place_asked
from assessments.selectors.scorecards import scorecard, scorecards
from communities.api.parameters import Parameter
from communities.api.problems import Problem, of_parameter
from communities.language import reader_lang
from communities.words import Words

COMMUNITY = Parameter(
    "community",
    Words("社区代码，12 位", "Code of the community, 12 digits"),
    {"type": "string", "pattern": "^[0-9]{12}$", "examples": ["900101001001"]},
)
RULE = Parameter(
    "rule",
    Words("规则代码", "Code of a rule of the round"),
    {"type": "string", "pattern": "^[A-Za-z0-9-]{1,30}$", "examples": ["N48-FAC-04"]},
)
ASKED = (COMMUNITY, RULE)
NEEDED = Words("须给出 {name}，形如 {pattern}。", "Give {name}, of the form {pattern}.")


def _needed(parameter: Parameter) -> OpenApiParameter:
    said = parameter.documented()
    return OpenApiParameter(parameter.name, said["schema"], required=True, description=said["description"])


@extend_schema_serializer(many=False)
class OptionsAnswer(serializers.Serializer[Any]):
    """The options of one gap. None where it is not a gap now, or where nothing is to be built."""

    round = serializers.IntegerField()
    community = serializers.CharField()
    rule = serializers.CharField()
    name = WordsField()
    verdict = serializers.ChoiceField(choices=VERDICTS, help_text="As the facts are now.")
    changed = serializers.BooleanField(help_text="The data has changed since the round.")
    sentence = WordsField()
    options = OptionField(many=True)


class OptionViewSet(OfRound[Scorecard]):
    """The ways to close one gap: premises side by side, costs and where prices come from. 某个短板的可选方式。"""

    filterset_class = NoFilter
    serializer_class = OptionsAnswer
    pagination_class = None
    list_parameters: ClassVar[Sequence[Parameter]] = (ROUND, *ASKED)

    def rows(self) -> QuerySet[Scorecard]:
        return scorecards(self.scope, self.round)

    def _place(self) -> str:
        return place_asked(self.request.query_params.get(COMMUNITY.name))

    @extend_schema(parameters=[_needed(each) for each in ASKED])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        code, rule = self._asked(COMMUNITY), self._asked(RULE)
        found = scorecard(self.scope, self.round, code)
        if found is None:
            raise NotFound
        return Response(_answer(found, _finding(card(self.scope, found).domains, rule)))

    def _asked(self, parameter: Parameter) -> str:
        """Raises Problem where it was not given, or cannot be one."""
        text, pattern = self.request.query_params.get(parameter.name, ""), parameter.schema["pattern"]
        if not re.fullmatch(pattern, text):
            words = NEEDED.filled(name=parameter.name, pattern=pattern)
            raise Problem("bad_value", faults=[of_parameter(parameter.name, "bad_value", words.of(reader_lang()))])
        return text


def _finding(domains: Sequence[CardDomain], code: str) -> CardFinding:
    found = [finding for domain in domains for finding in domain.findings if finding.rule.code == code]
    if not found:
        raise NotFound
    return found[0]


def _answer(found: Scorecard, finding: CardFinding) -> dict[str, Any]:
    return {
        "round": found.round_id,
        "community": found.code,
        "rule": finding.rule.code,
        "name": finding.rule.name.as_dict(),
        "verdict": finding.explanation.verdict.code,
        "changed": finding.has_changed,
        "sentence": finding.explanation.sentence.as_dict(),
        "options": [option_row(option) for option in finding.options],
    }
