"""The kinds of this room; the setting DOCUMENT_KINDS names them."""

from typing import Final

from assessments.documents import gap_figures, scorecard_figures
from assessments.documents.gap_paper import gap_paper
from assessments.documents.kinds import DocumentKind
from assessments.documents.scorecard_paper import card_paper
from communities.words import Words

SCORECARD: Final = DocumentKind(
    code=scorecard_figures.KIND,
    words=Words("社区评分卡", "Scorecard of a community"),
    asked=scorecard_figures.card_of_list,
    draft=scorecard_figures.card_draft,
    number=lambda asked: 1,
    paper=card_paper,
    narrowed=scorecard_figures.card_named,
    sums=scorecard_figures.SUMS,
    heads=scorecard_figures.HEADS,
    line=scorecard_figures.card_line,
    cells=scorecard_figures.card_cells,
)
GAPS: Final = DocumentKind(
    code=gap_figures.KIND,
    words=Words("短板报告", "Report of gaps"),
    asked=gap_figures.gaps_of_list,
    draft=gap_figures.gap_draft,
    number=gap_figures.number_of_gaps,
    paper=gap_paper,
    narrowed=gap_figures.filters_text,
    sums=gap_figures.SUMS,
    heads=gap_figures.HEADS,
    line=scorecard_figures.card_line,
    cells=gap_figures.gap_cells,
)
