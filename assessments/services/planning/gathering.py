"""Everything a plan can choose from, for one place: facts, gaps, lacks, measures, and why some gaps have none."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from assessments.facts import FactSheet, read_facts
from assessments.models import Round
from assessments.remedies.effects import Built
from assessments.remedies.measures import Measure
from assessments.remedies.options import options_for
from assessments.remedies.present import Terms
from assessments.remedies.wishes import Wishes
from assessments.selectors.cards import rules_of
from assessments.selectors.prices import prices_on
from assessments.services.planning.around import Around, around
from assessments.services.planning.bundles import bundled, joint
from assessments.services.planning.choices import Choices
from assessments.services.planning.lacks import Aside, Lack, Lacks, closed_by, lacks_in
from assessments.services.rounds import one_moment
from assessments.standards.evaluate import Findings, evaluate
from communities.scope import AreaScope

Step = Callable[[str, int, int], None]
_AT_ONCE = 500


@dataclass(frozen=True)
class Gathered:
    """``measures``: those that close something, each in one place or premises. ``aside``: (row, position of the rule) -> why no
    measure closes it.
    """

    sheet: FactSheet
    findings: Findings
    lacks: tuple[Lack, ...]
    measures: tuple[Measure, ...]
    aside: dict[tuple[int, int], Aside]
    around: Around


def gather(scope: AreaScope, one: Round, path: str, wishes: Wishes, on: date, tell: Step) -> Gathered:
    """Of the communities below ``path``, by the rules, the day and the day of the data of a round; prices of the day ``on``."""
    tell("reading", 0, 0)
    rules = rules_of(one)
    with one_moment():
        sheet = read_facts(scope, under=path, as_of=one.as_of, names={name for rule in rules for name in rule.inputs()})
        findings = evaluate(rules, sheet.facts, one.day)
        lacks = lacks_in(sheet, findings, one.day)
        near = _around(scope, sheet, lacks, wishes, one.as_of, on)
    tell("options", 0, len(lacks.found))
    measures = _measures(sheet, findings, lacks, Choices(sheet, near, wishes), one.day, tell)
    aside = lacks.aside | _without(lacks, measures, Choices(sheet, near, wishes))
    return Gathered(sheet, findings, lacks.found, measures, aside, near)


def _around(scope: AreaScope, sheet: FactSheet, lacks: Lacks, wishes: Wishes, as_of: date, on: date) -> Around:
    ids = sorted({int(sheet.pk[lack.row]) for lack in lacks.found})
    types = {lack.thing for lack in lacks.found if isinstance(lack.effect, Built)}
    return around(scope, ids, types, as_of=as_of, prices=prices_on(on), terms=Terms(rate=wishes.rate))


def _measures(
    sheet: FactSheet, findings: Findings, lacks: Lacks, choices: Choices, day: date, tell: Step
) -> tuple[Measure, ...]:
    """Each alone; those that serve neighbours; those that fill a premises together."""
    alone: list[Measure] = []
    for at, lack in enumerate(lacks.found):
        if at % _AT_ONCE == 0:
            tell("options", at, len(lacks.found))
        alone += choices.of(at, lack)
    pks, most = sheet.pk.tolist(), choices.wishes.joint
    shared = joint(alone, lacks.found, choices.around, pks, most) if most > 1 else ()
    judged = _judged([*alone, *shared], sheet, findings, day)
    single = [one for one in judged if len(one.lacks) == 1]
    return (*judged, *bundled(single, lacks.found, choices.around))


def _judged(measures: list[Measure], sheet: FactSheet, findings: Findings, day: date) -> list[Measure]:
    """Those that close something and spoil nothing, with what they close."""
    pairs = list(dict.fromkeys(pair for one in measures for pair in one.effects))
    closes = dict(zip(pairs, closed_by(sheet, findings, pairs, day), strict=True))
    found = []
    for one in measures:
        said = [(row, closes[row, effect]) for row, effect in one.effects]
        together = frozenset((row, at) for row, rules in said for at in rules or ())
        if together and all(rules is not None for _, rules in said):
            found.append(replace(one, closes=together))
    return found


def _without(lacks: Lacks, measures: tuple[Measure, ...], choices: Choices) -> dict[tuple[int, int], Aside]:
    """Gaps of lacks that no measure fills: no way is open, or no price is known for those that are."""
    closed = {gap for one in measures for gap in one.closes}
    open_ = [lack for lack in lacks.found if not closed.issuperset((lack.row, at) for at in lack.closes)]
    return {(lack.row, at): _why(lack, choices) for lack in open_ for at in lack.closes if (lack.row, at) not in closed}


def _why(lack: Lack, choices: Choices) -> Aside:
    path = choices.sheet.paths[lack.row]
    offered = [
        one for one in options_for(lack.need, choices.around.situations[int(choices.sheet.pk[lack.row])]) if one.is_offered
    ]
    allowed = [one for one in offered if not choices.wishes.is_barred(path, one.remedy.code)]
    if offered and not allowed:
        return Aside.NEVER
    return Aside.NO_PRICE if any(one.cost is None and not one.remedy.outside for one in allowed) else Aside.NO_WAY
