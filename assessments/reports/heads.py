"""The heads of the tables, in both languages."""

from assessments.reports.table import Column
from communities.words import Words

PLACE = (
    Column("code", Words("社区代码", "Community code"), is_code=True, width=16),
    Column("name", Words("社区名称", "Community"), width=24),
    Column("division", Words("街道", "Sub-district"), width=20),
    Column("division_code", Words("街道代码", "Sub-district code"), is_code=True, width=16),
    Column("build_class", Words("建设类型", "Build class")),
)
LABEL = Column("label", Words("数据性质", "Data label"), width=30)
GAP_COLUMNS = (
    *PLACE,
    Column("rule", Words("规则", "Rule")),
    Column("rule_name", Words("规则名称", "Rule name"), width=36),
    Column("domain", Words("领域", "Domain")),
    Column("level", Words("级别", "Level")),
    Column("measured", Words("现状", "Measured")),
    Column("required", Words("要求", "Required")),
    Column("shortfall", Words("缺口", "Shortfall")),
    Column("unit", Words("单位", "Unit")),
    Column("clause", Words("条款", "Clause"), width=30),
    Column("document", Words("文号", "Document"), width=22),
    LABEL,
)
CARD_COLUMNS = (
    *PLACE,
    Column("households", Words("户数", "Households")),
    Column("complete", Words("完整社区", "Complete")),
    Column("met", Words("达标", "Met")),
    Column("gaps", Words("短板", "Gaps")),
    Column("unknown", Words("待核实", "Unknown")),
    Column("not_applicable", Words("不适用", "Not applicable")),
    Column("failed", Words("短板规则", "Rules that are gaps"), width=60),
    LABEL,
)
