"""Every rule of the pilot pack finds every verdict it can give somewhere in the sample city."""

from collections.abc import Callable
from pathlib import Path

import pytest

from intake.sample import holes, kinds, write_sample_city
from intake.sample.items import ASKED, INSPECTED, MATURITY_ITEMS, STATE_ITEMS
from tests.intake.sample_files import complex_areas, declared, households, metres, names, open_of, table

Verdict = str
Judge = Callable[[str], Verdict]


class Verdicts:
    """A plain reading of the 74 rules of the pilot pack, one community at a time: enough to see which answers occur."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.communities, self.households = folder, names(folder), households(folder)
        self.answers: dict[tuple[str, str], str] = {(row["社区代码"], row["调查项"]): row["结果"] for row in table(folder, 10)}
        self.inspections = {row["社区代码"]: row for row in table(folder, 9)}

    def answer(self, code: str, item: str) -> str:
        if item in INSPECTED:
            return str(self.inspections.get(code, {}).get(INSPECTED[item], ""))
        return self.answers.get((code, ASKED[item]), "")

    def saying(self, item: str) -> Callable[[str], str]:
        return lambda code: self.answer(code, item)

    def item(self, item: str, wanted: str = "是") -> Judge:
        return lambda code: "unknown" if not (said := self.answer(code, item)) else "met" if said == wanted else "gap"

    def number(self, kind: str, code: str) -> int:
        return len(open_of(self.folder, kinds.LABELS[kind], code))

    def present(self, kind: str, members: Callable[[str], list[str]] = lambda code: [code]) -> Judge:
        def judge(code: str) -> Verdict:
            if any(self.number(kind, each) for each in members(code)):
                return "met"
            return "gap" if all(declared(self.folder, kind, each) for each in members(code)) else "unknown"

        return judge

    @staticmethod
    def when(condition: Callable[[str], str], judge: Judge) -> Judge:
        """``judge`` where ``condition`` says 是, not_applicable where 否, unknown where nothing is said."""
        return lambda code: {"是": judge(code), "否": "not_applicable"}.get(condition(code), "unknown")

    def class_is(self, wanted: str) -> Callable[[str], str]:
        return lambda code: "" if (said := self.communities[code]["建设类型"]) == "未知" else "是" if said == wanted else "否"

    def members(self, code: str) -> list[str]:
        block = self.communities[code]["街区代码"]
        return [each for each, row in self.communities.items() if block and row["街区代码"] == block]

    def in_block(self, judge: Judge) -> Judge:
        return self.when(lambda code: str(self.communities[code]["已划入街区"]), judge)

    def pilots(self, judge: Judge) -> Judge:
        return self.when(self.saying("pilot_enrolled"), judge)

    def floor(self, code: str) -> Verdict:
        known = declared(self.folder, "service_complex", code) and all(
            row["建筑面积(㎡)"] != "" for row in open_of(self.folder, kinds.COMPLEX.label, code)
        )
        if not self.households.get(code):
            return "unknown"
        enough = complex_areas(self.folder, code)[0] >= 30 * self.households[code]
        return "met" if enough else "gap" if known else "unknown"

    def share(self, code: str) -> Verdict:
        found = open_of(self.folder, kinds.COMPLEX.label, code)
        complete = declared(self.folder, "service_complex", code)
        if any("" in (row["建筑面积(㎡)"], row["居民活动面积(㎡)"]) for row in found) or not complete:
            return "unknown"
        floor, activity = complex_areas(self.folder, code)
        return ("met" if 10 * activity >= 6 * floor else "gap") if found else "not_applicable"

    def gathered(self, code: str) -> Verdict:
        """At least seven of the thirteen service types within 100 m of a complex."""
        hubs = open_of(self.folder, kinds.COMPLEX.label, code)
        near, known = 0, declared(self.folder, "service_complex", code)
        for kind in kinds.SERVICES:
            found = open_of(self.folder, kind.label, code)
            known &= declared(self.folder, kind.code, code) and all(row["经度"] for row in found)
            near += any(metres(hub, row) <= 100 for hub in hubs for row in found if row["经度"])
        return "met" if near >= 7 else "gap" if known else "unknown"

    def covered(self, code: str) -> Verdict:
        """Every community of the block within 1,000 m of each of the three (both kinds of school)."""
        members = self.members(code)
        found = [[row for each in members for row in open_of(self.folder, kind.label, each)] for kind in kinds.BLOCK_KINDS]
        points = [self.communities[each] for each in members]
        if all(any(metres(point, row) <= 1000 for row in some) for point in points for some in found):
            return "met"
        return "gap" if all(declared(self.folder, k.code, m) for k in kinds.BLOCK_KINDS for m in members) else "unknown"

    def pilots_in_district(self, code: str) -> int:
        return sum(self.answer(each, "pilot_enrolled") == "是" for each in self.communities if each[:6] == code[:6])

    def ended(self, code: str) -> Verdict:
        month = self.answer(code, "pilot_end_month")
        return "unknown" if not month else "met" if month <= "2024-10" else "gap"


def has_site(verdicts: Verdicts) -> Callable[[str], str]:
    present = verdicts.present("ebike_site")
    return lambda code: {"met": "是", "gap": "否"}.get(present(code), "")


def rules(said: Verdicts) -> dict[str, Judge]:
    """Every rule of the pilot pack by its id."""
    types = [kinds.COMPLEX.code, *(kind.code for kind in kinds.SERVICES)]
    found: dict[str, Judge] = {"FAC-01": said.floor, "FAC-02": said.share}
    found |= {f"FAC-{n:02d}": said.present(kind) for n, kind in enumerate(types[:5], start=3)}
    found |= {f"COM-{n:02d}": said.present(kind) for n, kind in enumerate(types[5:], start=1)}
    found["FAC-08"] = said.when(said.class_is("新建"), said.gathered)
    found["FAC-09"] = said.when(said.class_is("既有"), said.item("own_standard"))
    blocks = ("school_primary", "nursing_home", "community_hospital")
    found |= {f"BLK-{n:02d}": said.in_block(said.present(kind, said.members)) for n, kind in enumerate(blocks, start=1)}
    found["BLK-04"] = said.in_block(said.covered)
    found |= {f"INF-{n:02d}": said.item(item, "完好") for n, item in enumerate(STATE_ITEMS, start=1)}
    found["INF-06"] = said.when(lambda code: str(said.communities[code]["集中供热"]), found["INF-06"])
    found |= {"INF-13": said.item("sponge_city"), "INF-14": said.item("maintenance_mechanism")}
    found["INF-15"] = said.when(said.class_is("既有"), said.item("renewal_coordination"))
    found["INF-16"] = said.when(said.saying("ebike_site_possible"), said.present("ebike_site"))
    found["INF-17"] = said.when(has_site(said), said.item("ebike_fire_safety"))
    found |= {
        "ENV-01": said.present("activity_ground"),
        "ENV-02": said.present("green"),
        "ENV-05": said.present("fitness_spot"),
    }
    found |= {"ENV-03": said.item("age_friendly"), "ENV-04": said.item("child_friendly")}
    found |= {f"SMT-{n:02d}": said.item(item, "运行") for n, item in enumerate(MATURITY_ITEMS, start=1)}
    return found | governance_rules(said) | programme_rules(said)


def governance_rules(said: Verdicts) -> dict[str, Judge]:
    plain = {1: "consultation_mechanism", 2: "deliberation_platform", 3: "designers", 4: "resident_participation",
             8: "city_management", 9: "co_creation", 10: "community_culture"}  # fmt: skip
    found = {f"GOV-{n:02d}": said.item(item) for n, item in plain.items()}
    for n, matter in enumerate(("size_change", "facilities", "functions"), start=5):
        found[f"GOV-{n:02d}"] = said.when(said.saying(f"arose_{matter}"), said.item(f"consulted_{matter}"))
    return found


def programme_rules(said: Verdicts) -> dict[str, Judge]:
    flags = ("provincial_mechanism", "plan_goals", "plan_content", "plan_key_projects", "plan_sequence", "plan_safeguards")
    judges: list[Judge] = [
        said.ended,
        lambda code: "met" if said.pilots_in_district(code) >= 3 else "gap",
        lambda code: "met" if said.pilots_in_district(code) <= 5 else "gap",
        lambda code: "met" if int(code[9:]) < 200 else "gap",
        *(said.item(item) for item in flags),
        lambda code: "met" if said.answer(code, "coverage_complete") and said.answer(code, "coverage_all") else "unknown",
    ]
    return {f"PRG-{n:02d}": said.pilots(judge) for n, judge in enumerate(judges, start=1)}


@pytest.fixture(scope="module", name="folder")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    write_sample_city(folder)
    return folder


CONDITIONAL = {"FAC-02", "FAC-08", "FAC-09", "INF-06", "INF-15", "INF-16", "INF-17", "GOV-05", "GOV-06", "GOV-07"}
REPORT_ONLY = {"PRG-11"}


def test_every_rule_finds_every_verdict_that_it_can_give(folder: Path) -> None:
    said = Verdicts(folder)
    judges = rules(said)
    assert len(judges) == 74
    for rule, judge in judges.items():
        possible = {"met", "gap", "unknown"} - ({"gap"} if rule in REPORT_ONLY else set())
        possible |= {"not_applicable"} if rule in CONDITIONAL or rule.startswith(("BLK", "PRG")) else set()
        assert {judge(code) for code in said.communities} == possible, rule


def test_three_districts_have_too_few_enough_and_too_many_pilots(folder: Path) -> None:
    said = Verdicts(folder)
    assert [said.pilots_in_district(district) for district in ("900101", "900102", "900103")] == [4, 2, 6]


def test_the_contrary_answers_are_there(folder: Path) -> None:
    said = Verdicts(folder)
    assert said.answer(holes.SITE_THOUGH_IMPOSSIBLE, "ebike_site_possible") == "否"
    assert said.number("ebike_site", holes.SITE_THOUGH_IMPOSSIBLE) > 0
    assert said.answer(holes.CONSULTED_WITHOUT_MATTER, "arose_size_change") == "否"
    assert said.answer(holes.CONSULTED_WITHOUT_MATTER, "consulted_size_change") == "是"
