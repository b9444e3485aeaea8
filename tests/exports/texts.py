"""Awkward texts, as the import would store them: whatever stands in a cell is brought to that form first."""

from hypothesis import strategies as st

from communities.personal import looks_personal
from intake.values import ValueRefused, is_missing, read_text

AWKWARD = (
    "=1+1", "'=1+1", "''＝1", "+86", "-1+1", "@SUM(A1)", "＝1+1", "－1", "＠x", "\t=1",
    "=HYPERLINK(\"http://x\",\"y\")", "第一行\n第二行", "a\r\nb", "他说\"好\"，行", "it's", "'", "''",
    "ＡＢＣ\u3000１２３", "🏘\ufe0f 社区 👨\u200d👩\u200d👧", "007", "0010", "1E5", "1_000",
    "0.1000000000000000055511151231257827", "116.30000000000001", "示例行业协会", "示例行", "Example row 1",
    "合计", "Total", "注：见下表", "备注: x", "日期：2024", "制表（人）", "㐀𠀀𪚥", "䶮", "á",
    "a;b、c|d，e；f", "{\"type\": \"Point\"}", "<b>&amp;</b>", "_x0041_", "_x000D_", "true", "2024-10", "1/2",
    "code", "名称", "社区代码", "数据性质", "示例", "合成", "sample", "POLYGON ((0 0))", "%s %(x)s {0}",
    "\u202eabc\u202c", "\u200bx", " x ", "x\u3000y", "\u0085x", "\u007f", "١٢٣", "9001", "900101001001",
    "all", "全部", "osm:node/8:barber", "auto:0123456789abcdef", "None of it", "，，，，，，，，", ";;;;;;;;",
    "||||||||||||||||", "gcj02", "BD-09",
)  # fmt: skip


def _stored(text: str, limit: int) -> str:
    """What the import makes of it; empty where it says nothing, or is refused."""
    try:
        found = read_text(text[:limit], limit)
    except ValueRefused:
        return ""
    return "" if is_missing(found) or looks_personal(found) else found


def texts(limit: int = 40) -> st.SearchStrategy[str]:
    """May be empty."""
    return (st.sampled_from(AWKWARD) | st.text(max_size=limit)).map(lambda text: _stored(text, limit))


def names(limit: int = 40) -> st.SearchStrategy[str]:
    """With a letter, a digit or a character at least, as the import demands of names."""
    return texts(limit).filter(lambda text: any(map(str.isalnum, text)))
