"""From stored verdicts to counts per community and domain: N communities at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from assessments.law import is_programme
from assessments.scores.model import DOMAINS
from assessments.standards.columns import Codes, Ints
from assessments.standards.model import Domain, Rule, Verdict


@dataclass(frozen=True)
class Counts:
    """(N, len(DOMAINS)) each: binding rules that are met, that are unknown, and that were judged: met, unmet or unknown."""

    met: Ints
    unknown: Ints
    judged: Ints


def is_counted(rule: Rule) -> bool:
    """Binding rules about the community or its block: the same whose miss is a gap. The pilot programme never counts."""
    return rule.level.binding and not is_programme(rule)


def count(verdicts: Codes, rules: Sequence[Rule]) -> Counts:
    """``verdicts`` is (N, rules): the stored codes, in the order of ``rules``."""
    columns = [_columns(rules, domain) for domain in DOMAINS]
    met, gaps, unknown = (_sums(verdicts == verdict, columns) for verdict in (Verdict.MET, Verdict.GAP, Verdict.UNKNOWN))
    return Counts(met, unknown, met + gaps + unknown)


def _columns(rules: Sequence[Rule], domain: Domain) -> list[int]:
    return [at for at, rule in enumerate(rules) if rule.domain is domain and is_counted(rule)]


def _sums(holds: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]", columns: list[list[int]]) -> Ints:
    return cast("Ints", np.stack([holds[:, own].sum(axis=1, dtype=np.int64) for own in columns], axis=1))
