"""The words of a progress report, the same on paper and in the workbook. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from communities.words import Words

TITLE: Final = Words("完整社区建设试点工作进展报告", "Progress report on the pilots of complete communities")
ROLL_UP, PROJECTS, CORRECTIONS = Words("汇总", "Summary"), Words("重点项目", "Key projects"), Words("修正", "Corrections")
NOT_FROZEN: Final = Words(
    "本报告依据尚未冻结的季度报表，数字可能变化。", "The return behind this report is not frozen yet: its figures may change."
)
OVERALL: Final = Words(
    "{place}现有试点社区 {pilots} 个，分布在 {units} 个城市（区）；工作方案经批准的 {approved} 个。重点项目 {projects} 个，"
    "其中已完工 {finished} 个、实施中 {under_way} 个、尚未开工 {planned} 个，逾期 {late} 个；方案投资合计 {wan} 万元。",
    "{place}: pilots {pilots}, cities (districts) with pilots {units}, work plans approved {approved}. Of {projects} key "
    "projects {finished} are finished, {under_way} under way and {planned} not begun, {late} late; their cost in the plans is "
    "{wan} (10,000 yuan).",
)
GAPS: Final = Words(
    "按同一标准判定，试点社区短板由 {before} 个变为 {now} 个，待核实由 {doubt_before} 项变为 {doubt} 项；"
    "待核实的既不算达标，也不算短板。",
    "Judged by the same law, gaps of the pilots went from {before} to {now}, and answers that are unknown from {doubt_before} "
    "to {doubt}; what is unknown is neither met nor a gap.",
)
COVERAGE: Final = Words(
    "全部 {communities} 个社区中，完整社区 {complete} 个，覆盖率 {rate}（以社区为单位）；有待核实事项、暂不能判定的社区 "
    "{undecided} 个。试点前为 {complete_before} 个，{rate_before}。",
    "Of {communities} communities {complete} are complete: coverage {rate} (by communities); of {undecided} it cannot be told. "
    "Before the programme: {complete_before}, {rate_before}.",
)
PARTS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "overall": Words("总体情况", "Overall"),
        "rows": Words("季度统计", "Figures of the quarter"),
        "cities": Words("各城市（区）进展", "City by city"),
        "pilots": Words("试点社区前后对比", "Pilots before and now"),
        "domains": Words("短板变化（分领域）", "What became of gaps, by domain"),
        "projects": PROJECTS,
        "corrections": Words("修正说明", "Corrections"),
        "ground": Words("编制依据", "What it rests on"),
    }
)
ROW, UNIT = Words("统计项", "Row"), Words("单位", "Unit")
CITIES, CORRECTED, QUARTER, TOTAL = (
    Words("各城市（区）合计", "Cities together"), Words("修正量", "Corrected by"), Words("本季度", "This quarter"),
    Words("试点以来累计", "Since the programme began"),
)  # fmt: skip
EARLIER, ISSUED = Words("此前季度修正量", "Corrected in earlier quarters"), Words("出具日期", "Issued on")
PART, MEANS = Words("地区", "Part"), Words("“城市（区）”指", "City (district) means")
DOUBT = Words("无法判定项数", "Cannot be told")
CITY, PILOT, CODE = Words("城市（区）", "City (district)"), Words("试点社区", "Pilot"), Words("社区代码", "Community code")
PILOTS, APPROVED = Words("试点数", "Pilots"), Words("方案获批", "Plans approved")
STATE_WORDS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "planned": Words("未开工", "Not begun"),
        "under_way": Words("实施中", "Under way"),
        "finished": Words("已完工", "Finished"),
        "dropped": Words("已取消", "Given up"),
    }
)
COST, GAPS_BEFORE, GAPS_NOW = (
    Words("方案投资（万元）", "Cost in the plans (10,000 yuan)"),
    Words("试点前短板", "Gaps before"),
    Words("当前短板", "Gaps now"),
)
UNKNOWN_BEFORE, UNKNOWN_NOW, CLOSED = (
    Words("试点前待核实", "Unknown before"),
    Words("当前待核实", "Unknown now"),
    Words("已消除", "Closed"),
)
APPEARED, FOUND, HOUSEHOLDS = Words("新出现", "Appeared"), Words("新查明", "Found"), Words("户数", "Households")
PLAN, PROJECT, WAY = Words("工作方案", "Work plan"), Words("项目", "Project"), Words("方式", "Way")
OWNER, STATE, ENDED = Words("责任部门", "Department in charge"), Words("状态", "State"), Words("完工日期", "Finished on")
LATE, LATE_DAYS, PERCENT = Words("逾期项目", "Late"), Words("逾期天数", "Days late"), Words("进度（%）", "Progress (%)")
DUE: Final = Words("计划完工", "Due on")
MONEY: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "planned": Words("计划资金（万元）", "Money planned (10,000 yuan)"),
        "arrived": Words("到位资金（万元）", "arrived (10,000 yuan)"),
        "spent": Words("支出资金（万元）", "spent (10,000 yuan)"),
    }
)
REASON, LABEL, YEAR = Words("原因", "Reason"), Words("数据性质", "Data label"), Words("开始年份", "Begins in")
PLAN_STATES: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "": Words("未编制", "none"),
        "draft": Words("编制中", "draft"),
        "submitted": Words("审核中", "under review"),
        "returned": Words("已退回", "returned"),
        "approved": Words("已批准", "approved"),
        "superseded": Words("已被取代", "superseded"),
    }
)
DOMAIN: Final = Words("领域", "Domain")
TOGETHER: Final = Words("合计", "Total")
NONE: Final = Words("无。", "None.")
CODE_WORD: Final = Words("核验码", "Verification code")
READING: Final = Words(
    "“完整社区”指没有短板且没有待核实事项的社区。新增设施只计已完工项目新建的；扩建、共用不计。项目状态和逾期按数据日期；"
    "工作方案和资金按报表编制时的登记。",
    "A complete community has no gap and nothing unknown. Only new facilities of finished projects are counted, not what was "
    "enlarged or shared. States of projects, and what is late, are of the day of the data; work plans and money are as they "
    "stood when the return was drawn up.",
)
AT_LEAST: Final = Words("数字前有“不少于”的，另有无法判定的项目。", "“At least” stands where some of it cannot be told.")
GONE: Final = Words(
    "期间退出试点的社区：{names}。退出前完工的项目仍计入累计。",
    "Communities that have left the programme: {names}. What they had finished before stays in the sums.",
)
