"""The rules of nation_rules.py in OpenFisca-core: facilities are the persons, committees the groups.

``python nation_openfisca.py FOLDER`` in an environment of its own; it knows nothing of this project. Reads what
nation_arrays.py wrote, prints a line of JSON: seconds of loading (arrays into a simulation) and calculating, peak MiB, and the
signature.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any, Final

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD: Final = "2026-06"
UNSAID: Final = -1
MET, GAP, UNKNOWN, NOT_APPLICABLE = 1, 2, 3, 4
ROLES: Final = [{"key": "member", "plural": "members", "label": "a facility of the committee", "doc": ""}]
Facility = build_entity(key="facility", plural="facilities", label="A facility", is_person=True)
Committee = build_entity(key="committee", plural="committees", label="A committee", roles=ROLES)


def variable(name: str, entity: Any, formula: Any = None) -> type[Variable]:
    """A whole number a month, given or computed."""
    body = {"value_type": int, "entity": entity, "definition_period": DateUnit.MONTH, "label": name, "default_value": 0}
    return type(name, (Variable,), body if formula is None else {**body, "formula": formula})


def count_of(kind: int) -> Any:
    def formula(committee: Any, period: Any) -> Any:
        return committee.sum(committee.members("kind", period) == kind)

    return formula


def area_of(figure: str, kind: int) -> Any:
    def formula(committee: Any, period: Any) -> Any:
        area = committee.members(figure, period)
        return committee.sum(np.where((committee.members("kind", period) == kind) & (area >= 0), area, 0))

    return formula


def missing_of(figure: str, kind: int) -> Any:
    def formula(committee: Any, period: Any) -> Any:
        return committee.sum((committee.members("kind", period) == kind) & (committee.members(figure, period) < 0))

    return formula


class Facts:
    """A committee's facts at a period: (value, known, whether it grows)."""

    def __init__(self, committee: Any, period: Any) -> None:
        self.committee, self.period = committee, period

    def __call__(self, name: str) -> tuple[Any, Any, bool]:
        stem, _, thing = name.partition(".")
        if stem == "count":
            return self._at(f"count_{thing}"), self._at(f"declared_{thing}") > 0, True
        if stem.endswith("_area"):
            whole = (self._at(f"declared_{thing}") > 0) & (self._at(f"{stem}_missing_{thing}") == 0)
            return self._at(f"{stem}_{thing}"), whole, True
        value = self._at(f"survey_{thing}" if stem == "survey" else name)
        return np.maximum(value, 0), value != UNSAID, False

    def _at(self, name: str) -> Any:
        return self.committee(name, self.period)


def tested(rule: dict[str, Any], facts: Facts) -> tuple[Any, Any, Any]:
    """(met, gap, shortfall) before the condition."""
    least, over, thing = rule["least"], rule["over"], rule["thing"]
    if rule["kind"] in ("count", "answer"):
        value, known, grows = facts(f"{'count' if rule['kind'] == 'count' else 'survey'}.{thing}")
        enough = value >= least
        return enough & (known | grows), ~enough & known, least - value
    per = rule["kind"] == "per"
    amount, amount_known, _ = facts(f"{'floor' if per else 'activity'}_area.{thing}")
    base, base_known, base_grows = facts("households" if per else f"floor_area.{thing}")
    amount, base = amount.astype(np.int64), base.astype(np.int64)
    enough, defined = amount * over >= base * least, ~(base_known & (base == 0))
    gap = ~enough & (base_known | base_grows) & amount_known & defined
    return enough & base_known & defined, gap, -(-base * least // over) - amount


def applies(rule: dict[str, Any], facts: Facts) -> tuple[Any, Any]:
    """(it does, it does not)."""
    if rule["condition"] is None:
        return True, False
    name, comparison, asked = rule["condition"]
    value, known, grows = facts(name)
    if comparison == "at_least":
        return (value >= asked) & (known | grows), (value < asked) & known
    return known & (value == asked), known & (value != asked)


def verdict_of(rule: dict[str, Any]) -> Any:
    def formula(committee: Any, period: Any) -> Any:
        facts = Facts(committee, period)
        (met, gap, _), (yes, no) = tested(rule, facts), applies(rule, facts)
        return np.select([no, met & yes, gap & yes], [NOT_APPLICABLE, MET, GAP], UNKNOWN)

    return formula


def shortfall_of(rule: dict[str, Any]) -> Any:
    def formula(committee: Any, period: Any) -> Any:
        is_gap = committee(f"verdict_{rule['code']}", period) == GAP
        return np.where(is_gap, tested(rule, Facts(committee, period))[2], 0)

    return formula


def system_of(names: dict[str, Any]) -> TaxBenefitSystem:
    system = TaxBenefitSystem([Facility, Committee])
    made = [variable(name, Facility) for name in ("kind", "floor_area", "activity_area")]
    made += [variable(name, Committee) for name in ("households", "build_class", "central_heating")]
    made += [variable(f"survey_{item}", Committee) for item in names["items"]]
    for kind, name in enumerate(names["types"]):
        made += [variable(f"declared_{name}", Committee), variable(f"count_{name}", Committee, count_of(kind))]
        for figure in ("floor_area", "activity_area"):
            made.append(variable(f"{figure}_{name}", Committee, area_of(figure, kind)))
            made.append(variable(f"{figure}_missing_{name}", Committee, missing_of(figure, kind)))
    for rule in names["rules"]:
        made.append(variable(f"verdict_{rule['code']}", Committee, verdict_of(rule)))
        made.append(variable(f"shortfall_{rule['code']}", Committee, shortfall_of(rule)))
    for each in made:
        system.add_variable(each)
    return system


def load(folder: Path, names: dict[str, Any]) -> Any:
    """A simulation that holds the given figures; of lists and answers only what the rules ask for."""
    arrays = {path.stem: np.load(path) for path in folder.glob("*.npy")}
    builder, rows = SimulationBuilder(), len(arrays["community_households"])
    builder.create_entities(system := system_of(names))
    builder.declare_person_entity("facility", np.arange(len(arrays["facility_row"])))
    group = builder.declare_entity("committee", np.arange(rows))
    builder.join_with_persons(group, arrays["facility_row"], np.full(len(arrays["facility_row"]), "member"))
    simulation = builder.build(system)
    for name, key in (("kind", "kind"), ("floor_area", "floor"), ("activity_area", "activity")):
        simulation.set_input(name, PERIOD, arrays[f"facility_{key}"].astype(np.int32))
    for name in ("households", "build_class", "central_heating"):
        simulation.set_input(name, PERIOD, arrays[f"community_{name}"].astype(np.int32))
    asked = json.dumps(names["rules"])
    for at, name in enumerate(names["types"]):
        if f'"{name}"' in asked or f'.{name}"' in asked:
            simulation.set_input(f"declared_{name}", PERIOD, arrays["community_declared"][:, at].astype(np.int32))
    for at, item in enumerate(names["items"]):
        if f'"{item}"' in asked or f'.{item}"' in asked:
            simulation.set_input(f"survey_{item}", PERIOD, arrays["community_answers"][:, at].astype(np.int32))
    return simulation


def calculate(simulation: Any, names: dict[str, Any]) -> dict[str, list[int]]:
    found = {}
    for rule in names["rules"]:
        verdict = simulation.calculate(f"verdict_{rule['code']}", PERIOD)
        lacking = simulation.calculate(f"shortfall_{rule['code']}", PERIOD)
        found[rule["code"]] = [*(int((verdict == each).sum()) for each in (MET, GAP, UNKNOWN, NOT_APPLICABLE))]
        found[rule["code"]].append(int(lacking.sum(dtype=np.int64)))
    return found


def main(folder: Path) -> None:
    names = json.loads((folder / "rules.json").read_text())
    started = time.perf_counter()
    simulation = load(folder, names)
    loaded = time.perf_counter()
    found = calculate(simulation, names)
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"load": loaded - started, "calculate": done - loaded, "peak": peak, "signature": found}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
