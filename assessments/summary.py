"""What the assess command prints of a finished round."""

from collections.abc import Iterator

from assessments.labels import label_lines
from assessments.models import Round
from assessments.selectors.scorecards import totals
from communities.scope import EVERYWHERE, AreaScope


def summary_lines(done: Round) -> Iterator[str]:
    """A few lines in both languages."""
    sums = totals(AreaScope.everywhere(), done, EVERYWHERE)
    yield f"Round {done.pk} / 评估批次 {done.pk}: {sums.communities} communities / 个社区, {len(done.rules)} rules / 条规则"
    yield f"  complete / 完整社区: {sums.complete}"
    yield f"  with gaps / 有短板: {sums.with_gaps}"
    yield f"  undecided / 待核实: {sums.undecided}"
    yield f"  met / 达标: {sums.met}"
    yield f"  gap / 短板: {sums.gaps}"
    yield f"  unknown / 待核实: {sums.unknown}"
    yield f"  not applicable / 不适用: {sums.not_applicable}"
    yield from label_lines(sums.labels)
