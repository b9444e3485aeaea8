"""Endpoints of weight sets and of scores under them."""
# ruff: noqa: ARG002  (REST framework calls with more than each of these needs)

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from assessments.api.exporting import Exporting
from assessments.api.of_round import ROUND
from assessments.api.score_rows import moves_of, score_row, weight_row
from assessments.api.score_serializers import ScoreAnswer, WeightAnswer
from assessments.filters import ScoreFilter
from assessments.law_filters import NoFilter
from assessments.models import Scorecard
from assessments.reports import score_table
from assessments.reports.tables import lean
from assessments.scores.loading import weight_sets
from assessments.scores.model import WeightSet
from assessments.selectors.scorecards import scorecards
from assessments.selectors.scores import Part, ScoreList, cards_of, part_of, scores
from communities.api.base import ListViewSet
from communities.api.narrowing import checked
from communities.api.parameters import Parameter
from communities.api.problems import Problem, of_parameter
from communities.keyset import BadCursor
from communities.language import reader_lang
from communities.words import Words

ROWS, MOST_ROWS = 100, 10_000
LIMIT = Parameter(
    "limit",
    Words("每页行数，默认 100；不用于文件", "Rows a page, 100 unless said; not for files"),
    {"type": "integer", "minimum": 1, "maximum": MOST_ROWS},
)
CURSOR = Parameter("cursor", Words("页的开头，取自 next 或 previous", "Where the page begins, as found in next or previous"))
BAD_LIMIT = Words("limit 须为 1 到 10000 的整数。", "limit is a whole number from 1 to 10,000.")
NO_WEIGHTS = Words(
    "没有默认评分：请用 weights 选择权重，可选的见 /api/v1/weights/。",
    "There is no score by default: choose weights; /api/v1/weights/ lists them.",
)
WEIGHTS = OpenApiParameter(
    "weights",
    str,
    required=True,
    enum=[each.id for each in weight_sets()],
    description="Weights, of /api/v1/weights/; none are the default / 权重，见 /api/v1/weights/；没有默认值",
)


class WeightViewSet(ListViewSet[Scorecard]):
    """Weight sets to choose from: none is the default, none is official. 评分权重。"""

    filterset_class = NoFilter
    serializer_class = WeightAnswer
    pagination_class = None

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return Response({"results": [weight_row(each) for each in weight_sets()]})


class ScoreViewSet(Exporting[Scorecard]):
    """Scores of a round under chosen weights, by rank. There is no score by default. 所选权重下的评分和名次。"""

    filterset_class = ScoreFilter
    serializer_class = ScoreAnswer
    pagination_class = None
    list_parameters: ClassVar[Sequence[Parameter]] = (ROUND, LIMIT, CURSOR)
    table = staticmethod(score_table)

    def rows(self) -> QuerySet[Scorecard]:
        return scorecards(self.scope, self.round)

    def paging_parameters(self) -> set[str]:
        return {LIMIT.name, CURSOR.name}

    def filterset(self, rows: Any) -> ScoreFilter:
        return self._asked()[0]

    def _asked(self) -> tuple[ScoreFilter, WeightSet]:
        """Raises Problem where a value cannot be read, and where no weights have been chosen."""
        asked = ScoreFilter(self.request.query_params, self.rows(), scope=self.scope, one=self.round)
        checked(asked)
        if asked.chosen is None:
            allowed = [each.id for each in weight_sets()]
            raise Problem(
                "bad_value", faults=[of_parameter("weights", "bad_value", NO_WEIGHTS.of(reader_lang()), allowed=allowed)]
            )
        return asked, asked.chosen

    @extend_schema(parameters=[WEIGHTS])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._file(request) if self.is_export else self._page()

    def _page(self) -> Response:
        (asked, chosen), limit = self._asked(), self._limit()
        found = scores(self.scope, self.round, chosen, asked.path)
        part = self._part(found, limit)
        links = {"next": self._link(part.next), "previous": self._link(part.previous)}
        body = {
            "count": found.total,
            **links,
            "weights": weight_row(chosen),
            "moves": moves_of(found.standing.moves),
            "results": [*self._rows(found, part, chosen)],
        }
        named = (f'<{href}>; rel="{rel}"' for rel, href in (("next", links["next"]), ("prev", links["previous"])) if href)
        header = ", ".join(named)
        return Response(body, headers={"Link": header} if header else None)

    def _limit(self) -> int:
        text = self.request.query_params.get(LIMIT.name, str(ROWS))
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else 0
        if not 1 <= number <= MOST_ROWS:
            raise Problem("bad_value", faults=[of_parameter(LIMIT.name, "bad_value", BAD_LIMIT.of(reader_lang()))])
        return number

    def _part(self, found: ScoreList, limit: int) -> Part:
        try:
            return part_of(found.codes, limit=limit, cursor=self.request.query_params.get(CURSOR.name))
        except BadCursor:
            raise Problem("bad_cursor") from None

    def _rows(self, found: ScoreList, part: Part, chosen: WeightSet) -> Iterator[dict[str, Any]]:
        lines = [*found.lines(part.start, part.stop)]
        cards = {card.code: card for card in lean(cards_of(self.scope, self.round, [each.code for each in lines]))}
        context = self.get_serializer_context()
        return (score_row(each, cards[each.code], chosen, context) for each in lines)

    def _link(self, cursor: str | None) -> str | None:
        """This very address at another cursor; the list goes on in the round it began in."""
        if cursor is None:
            return None
        address = replace_query_param(self.request.build_absolute_uri(), CURSOR.name, cursor)
        for name, value in self.pinned().items():
            address = replace_query_param(address, name, value)
        return str(address)
