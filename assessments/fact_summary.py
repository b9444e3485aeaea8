"""What the settle command prints of a ranking of facts."""

from collections.abc import Iterator

from assessments.facts.asks import Ask
from assessments.labels import label_lines
from assessments.selectors.settling import Ranking
from assessments.standards.worth import Worth


def ranking_lines(found: Ranking, limit: int) -> Iterator[str]:
    """A few lines in both languages: the most worth collecting, then an order to go about it."""
    yield f"Round {found.round.pk} / 评估批次 {found.round.pk}: {found.communities} communities / 个社区"
    yield f"  unknown answers of binding rules / 约束性规则待核实: {found.open_verdicts}"
    yield f"  unknown answers of all rules / 全部规则待核实: {found.open_of_all}"
    yield f"  undefined over zero, nothing settles them / 分母为 0，核实任何事实都无法判定: {found.hopeless}"
    yield "Settles by itself, helps to settle / 单独即可判定, 有助于判定:"
    yield from (_line(worth) for worth in found.worths[:limit])
    yield "In this order (in addition, by then) / 建议次序（新增判定，累计判定）:"
    for at, step in enumerate(found.order[:limit], 1):
        yield f"  {at:>2}. {step.settles:>7} {step.total:>8}  {_named(step.ask)}"
    yield from label_lines(found.labels)


def _line(worth: Worth[Ask]) -> str:
    return f"  {worth.settles:>7} {worth.helps:>8}  {_named(worth.ask)}"


def _named(ask: Ask) -> str:
    return f"{ask.code}: {ask.name.en} / {ask.name.zh}"
