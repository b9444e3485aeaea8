"""Judge a stored round again, and say whether the answers are the same, and where they are not, what differs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.conf import settings
from django.db import connection

from assessments.facts import FactSheet, read_facts
from assessments.facts.kept_rows import unpacked
from assessments.law import packs
from assessments.models import FrozenFacts, Round, Scorecard
from assessments.selectors.cards import rules_of
from assessments.services.storing import CHUNK, answer_fields
from assessments.standards.columns import Facts
from assessments.standards.evaluate import Findings, evaluate
from communities.scope import EVERYWHERE, AreaScope

_LENGTH: Final = 4  # bytes of a field's length, which array_send leaves out
LISTED: Final = 20
_STORED: Final = """
SELECT code, array_send(verdicts) || array_send(reasons) || array_send(measured) || array_send(required)
    || array_send(shortfall) || array_send(failed)
FROM assessments_scorecard WHERE round_id = %s AND code > %s ORDER BY code LIMIT %s
"""


@dataclass(frozen=True)
class PackNow:
    """A pack that is not the one that the round was judged by; ``now`` is its version today, None where it is gone."""

    id: str
    then: str
    now: str | None


@dataclass(frozen=True)
class Verification:
    """What became of a round when it was judged again from the facts it froze, or from today's rows where it is not frozen.

    ``facts_same``: the facts read have the fingerprint of those that were judged. ``gone`` and ``new``: codes of communities
    that only the round has, or only the data. ``differing``: codes with another answer; ``by_rule``: how many answers differ.
    """

    round: Round
    packs: tuple[PackNow, ...]
    software: str
    facts_same: bool
    gone: tuple[str, ...]
    new: tuple[str, ...]
    differing: tuple[str, ...]
    by_rule: dict[str, int]
    communities: int

    @property
    def is_identical(self) -> bool:
        """Every answer and every figure is what is stored, and rests on the same facts."""
        return self.facts_same and not (self.gone or self.new or self.differing)


def verify(one: Round) -> Verification:
    """Judge a finished round again. Nothing is written."""
    return verified(one, facts_of_round(one))


def verified(one: Round, sheet: FactSheet) -> Verification:
    """The same from facts that have been read: those of ``facts_of_round``."""
    rules = rules_of(one)
    findings = evaluate(rules, sheet.facts, one.day)
    stored = dict(_stored(one))
    made = dict(_answers(sheet.facts.codes, findings))
    differing = tuple(code for code in made if code in stored and made[code] != stored[code])
    return Verification(
        round=one,
        packs=_other_packs(one),
        software=settings.VERSION,
        facts_same=sheet.fingerprint(fact_names(one)) == one.fingerprint,
        gone=tuple(code for code in stored if code not in made),
        new=tuple(code for code in made if code not in stored),
        differing=differing,
        by_rule=_by_rule(one, differing, findings),
        communities=len(stored),
    )


def fact_names(one: Round) -> list[str]:
    """The facts that the rules of a round read, in order."""
    return sorted({name for rule in rules_of(one) for name in rule.inputs()})


def facts_of_round(one: Round) -> FactSheet:
    """Those that it froze; else those that the rows tell today of its day."""
    if one.frozen_at:
        return _frozen(one)
    under = one.division.path if one.division else EVERYWHERE
    return read_facts(AreaScope.everywhere(), under=under, as_of=one.as_of, names=fact_names(one))


def _frozen(one: Round) -> FactSheet:
    kept = FrozenFacts.objects.filter(round=one).order_by("code").select_related("layout")
    rows = list(kept.values_list("code", "community_id", "path", "labels", "facts"))
    first = kept.first()
    names = list(first.layout.names) if first else []
    columns = unpacked(b"".join(row[4] for row in rows), len(rows), names, names)
    pk, labels = (np.array([row[at] for row in rows], np.int64) for at in (1, 3))
    return FactSheet(Facts(tuple(row[0] for row in rows), columns), pk, tuple(row[2] for row in rows), labels, one.as_of)


def _stored(one: Round) -> Iterator[tuple[str, bytes]]:
    """The answers of each community as the database sends them."""
    last = ""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_STORED, [one.pk, last, CHUNK])
            rows = cursor.fetchall()
        yield from ((code, bytes(answers)) for code, answers in rows)
        if len(rows) < CHUNK:
            return
        last = rows[-1][0]


def _answers(codes: Sequence[str], findings: Findings) -> Iterator[tuple[str, bytes]]:
    """The answers of each community as they would be stored."""
    for start in range(0, len(codes), CHUNK):
        fields = answer_fields(findings, slice(start, start + CHUNK))
        rows = zip(*fields, strict=True)
        yield from zip(codes[start : start + CHUNK], (b"".join(each[_LENGTH:] for each in row) for row in rows), strict=True)


def _other_packs(one: Round) -> tuple[PackNow, ...]:
    book = {pack.id: pack for pack in packs()}
    changed = (each for each in one.packs if each["id"] not in book or book[each["id"]].checksum != each["checksum"])
    return tuple(
        PackNow(each["id"], each["version"], book[each["id"]].version if each["id"] in book else None) for each in changed
    )


def _by_rule(one: Round, differing: Sequence[str], findings: Findings) -> dict[str, int]:
    """Rule code -> communities whose verdict by it is another one. Figures may differ where verdicts do not."""
    found: Counter[str] = Counter()
    rows = {code: at for at, code in enumerate(findings.codes)}
    stored = Scorecard.objects.filter(round=one, code__in=differing).values_list("code", "verdicts")
    for code, verdicts in stored:
        other = np.flatnonzero(findings.verdict[rows[code]] != np.array(verdicts))
        found.update(one.rules[at] for at in other.tolist())
    return dict(found.most_common())
