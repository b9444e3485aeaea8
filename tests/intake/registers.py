"""Registers of facilities drawn at random: mostly plain, with everything in between that offices write."""

import csv
import io
import random
from collections.abc import Mapping, Sequence
from typing import Final

from tests.intake.making import FIRST, SECOND, THIRD

_ALWAYS: Final = ("设施编号", "设施名称", "设施类型", "社区代码", "建筑面积", "居民活动面积")
_SOMETIMES: Final = (
    "用地面积", "容量", "经度", "权属", "启用日期", "证明材料", "社区名称", "服务社区", "关闭日期", "电话", "备注",
    "数据性质", "随便什么", "", "归属方式", "归属距离", "经度(高德)", "类型", "地址",
)  # fmt: skip
_PAIRS: Final = (("经度", "纬度"), ("经度(高德)", "纬度(高德)"))
PLAIN: Final[Mapping[str, Sequence[str]]] = {
    "设施编号": ("F{n}", "S{n}", "{n}", "店{n}", "A{n}（2）"),
    "设施名称": ("同仁堂药店", "北京同仁堂（药店）", "月光幼儿园{n}", "", "金象大药房{n}号", "玫瑰园托育点"),
    "设施类型": ("药店", "幼儿园", "公共厕所", "pharmacy"),
    "社区代码": (FIRST, SECOND, THIRD),
    "建筑面积": ("100", "800.5", "50.25", "12345678.99", "", "0100.10"),
    "居民活动面积": ("50", "0", "", "", ""),
    "用地面积": ("1", "", "99.99"),
    "容量": ("20", "0", "", "2,666", "12.0"),
    "经度": ("116.3000", "116.3001", "116.31000000000001", "73.0", "135.999999"),
    "纬度": ("40.0000", "40.0001", "3.0", "53.99"),
    "权属": ("公有", "租赁", "", "Private", "-"),
    "启用日期": ("2020-01-31", "2020/2/29", "20210101", "", "2019年5月1日"),
    "证明材料": ("卷7", "", "", "合同2020（1）"),
    "社区名称": ("甲社区", "乙社区", "", "丙社区居委会"),
    "数据性质": ("", "", "合成", "synthetic"),
    "电话": ("010-62345678", "", "13800138000"),
    "归属方式": ("", "", "代码"),
}
ODD: Final[Mapping[str, Sequence[str]]] = {
    "设施编号": (
        "", " F1", "F1", "F2", "Ｆ2", "注：", "合计", "F\u200b3", "x" * 81, "a:b", "无", "示例行：", "F 1", "F\n7", "'=F1",
    ),
    "设施名称": (
        "Joe's", "=1+1", "'=1+1", "名" * 201, "——", "锟斤拷店", "无", "月光\u200b园", "a\nb", "é店", "13800138000", "ä½ å¥½",
    ),
    "设施类型": ("药店;幼儿园", "", "什么", "药 店", "PHARMACY", "药店\n"),
    "社区代码": ("", "900101001", "900199001001", "9.001E+11", " " + FIRST, FIRST + ".0", "900101001000", "00" + FIRST[2:]),
    "建筑面积": ("300㎡", "1e3", "-5", "1.005", ".5", "5.", "1,000", "9999999999", "NaN", "12户", "１２"),
    "居民活动面积": ("900.51", "99999", "50 m2", "五十"),
    "用地面积": ("万", "1_0"),
    "容量": ("1.5", "20人", "-1", "99999999", "٣"),
    "经度": ("", "40.0", "116", "136.0", "116.3e0", "0116.3", "116.3000 "),
    "纬度": ("", "116.3", "54.5", "40", "NaN"),
    "权属": ("别的", "公有;租赁"),
    "启用日期": ("2999-01-01", "03/04/24", "2020-02-30", "43831", "昨天"),
    "证明材料": ("x" * 301, "110101199003074514", "见\t附件", "卷=7"),
    "社区名称": ("另一个社区", "甲社区 ", "-"),
    "服务社区": (SECOND, f"{FIRST};{THIRD}", "900199001001", "无"),
    "关闭日期": ("2021-01-01", "2018-01-01", "2999-01-01"),
    "电话": ("13800138000", "+86 138 0013 8001"),
    "备注": ("13900139000", "随便", "示例行", "￥"),
    "数据性质": ("样例", "不知道", "实测"),
    "随便什么": ("13700137000", "字", "110101199003074514"),
    "": ("x", "13600136000"),
    "归属方式": ("边界", "未归属", "飞"),
    "归属距离": ("20", "x"),
    "经度(高德)": ("116.3062",), "纬度(高德)": ("40.0014",),
    "类型": ("药店",),
    "地址": ("一路1号", "一路13800138000号"),
}  # fmt: skip
_BETWEEN: Final = ("", ",,,", "注：以上为示例", "合计,,,,100,", "示例行,,", "填表人：,,", "F9", "\t", "一个单元格")


def register(draw: random.Random, rows: int, odd: float) -> str:
    """A CSV; ``odd`` is how many of its cells are, from 0 to 1."""
    headers = [*_ALWAYS, *draw.sample(_SOMETIMES, draw.randrange(len(_SOMETIMES)))]
    headers += [other for one, other in _PAIRS if one in headers]
    draw.shuffle(headers)
    lines = [_line(headers, draw)]
    for number in range(rows):
        cells = [_cell(header, draw, number, odd) for header in headers]
        if draw.random() < odd / 4:
            cells = [*cells, draw.choice(("", "", "mehr"))] if draw.random() < 0.5 else cells[:-1]
        lines.append(_line(cells, draw))
        if draw.random() < odd / 2:
            lines.append(draw.choice(_BETWEEN) + "\n")
    return draw.choice(("", "", "", "某区设施台账\n")) + "".join(lines)


def _cell(header: str, draw: random.Random, number: int, odd: float) -> str:
    pool = ODD.get(header) if draw.random() < odd or header not in PLAIN else None
    if pool is None or (header not in PLAIN and draw.random() > odd):
        pool = PLAIN.get(header, ("",))
    return draw.choice(pool).replace("{n}", str(number))


def _line(cells: Sequence[str], draw: random.Random) -> str:
    text = io.StringIO()
    csv.writer(text, csv.unix_dialect if draw.random() < 0.1 else csv.excel, lineterminator="\n").writerow(cells)
    return text.getvalue()
