"""What a filled copy cannot keep of a form, in words."""

from collections.abc import Sequence
from typing import Final

from communities.words import Lang, Words

LOSSES: Final = {
    "pictures": Words("图片", "pictures"),
    "drawings": Words("图形和文本框", "drawings and text boxes"),
    "charts": Words("图表", "charts"),
    "pivots": Words("数据透视表和切片器", "pivot tables and slicers"),
    "notes": Words("对话式批注", "threaded comments"),
    "lists": Words("取自其他工作表的下拉列表", "drop-down lists taken from another sheet"),
}


def losses_said(codes: Sequence[str], lang: Lang) -> str:
    """Empty where nothing is lost."""
    return ("、" if lang == "zh" else ", ").join(LOSSES[code].of(lang) for code in codes)
