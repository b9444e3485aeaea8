"""Which rules count for a community, and how many of them it meets, fails, and leaves open."""

from collections.abc import Iterator

import numpy as np

from assessments.law import is_programme
from assessments.standards.columns import Bools, Ints
from assessments.standards.evaluate import Findings
from assessments.standards.model import Verdict


def counted(findings: Findings) -> Bools:
    """The rules whose miss is a gap of the community: binding ones, about the community or its block.

    A recommended or encouraged rule that is not reached is told on the card and is no gap. A community is complete or not
    whether it is a pilot or not, so the programme's rules stand on the card apart.
    """
    return np.array([rule.level.binding and not is_programme(rule) for rule in findings.rules], np.bool_)


def counts(findings: Findings, part: slice) -> Iterator[Ints]:
    """met, gaps, unknown, not_applicable of the rules that count."""
    verdict, counting = findings.verdict[part], counted(findings)
    for wanted in (Verdict.MET, Verdict.GAP, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE):
        yield ((verdict == wanted) & counting).sum(axis=1)
