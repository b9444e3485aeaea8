"""Why a round or a plan that was ordered has no result, or cannot be asked for now: stable codes, in both languages. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from assessments.documents.limits import MOST, UNDER_WAY
from assessments.remedies.plan_words import plan_words
from communities.words import Words


@dataclass(frozen=True)
class Trouble:
    """What is wrong, and what to do about it."""

    sentence: Words
    remedy: Words


def _trouble(zh: str, en: str, do_zh: str, do_en: str) -> Trouble:
    return Trouble(Words(zh, en), Words(do_zh, do_en))


def _of_plans() -> dict[str, Trouble]:
    """Those of plans stand with the other words of plans."""
    return {code: _trouble(row["zh"], row["en"], row["do_zh"], row["do_en"]) for code, row in plan_words()["trouble"].items()}


TROUBLES: Final[Mapping[str, Trouble]] = MappingProxyType(
    {
        "nothing_to_assess": _trouble(
            "没有可评估的社区，或该日没有生效的标准。", "No community lies there, or no pack is in force that day.",
            "请先导入社区，或选择有生效标准的日期，再重新评估。",
            "Bring in communities first, or choose a day with a pack in force, and assess again.",
        ),
        "no_such_pack": _trouble(
            "下达任务时选定的标准包已不存在。", "A pack that was chosen is no longer there.",
            "请重新选择标准包后再评估。", "Choose the packs anew and assess again.",
        ),
        "law_unfit": _trouble(
            "所选标准包不能一起适用。", "The chosen packs do not fit together.",
            "请用 manage.py pack check 查看原因，或另选标准包。",
            "manage.py pack check says why; or choose other packs.",
        ),
        "mandate_gone": _trouble(
            "下达任务的人已无权在该区划评估。", "Whoever ordered it may not assess that division any more.",
            "请由有该区划管辖权限的人重新评估。", "Let somebody with a mandate for that division assess it.",
        ),
        "round_fault": _trouble(
            "因故障中止，未写入任何结果。", "A fault stopped the work; nothing was written.",
            "请重新评估；若再次发生，请把评估批次编号告诉管理员，日志中有原因。",
            "Assess again; if it happens again, tell the administrator the number of the round: the reason stands in the log.",
        ),
        "round_not_running": _trouble(
            "该评估批次已经结束。", "The round has ended already.", "无需取消。", "There is nothing to cancel."
        ),
        "file_not_running": _trouble(
            "该文件已经结束。", "The file has ended already.", "无需取消。", "There is nothing to cancel."
        ),
        "docx_too_long": _trouble(
            f"行数超过 DOCX 的上限（{MOST['docx']:,} 行）。", f"There are more rows than a DOCX may have ({MOST['docx']:,}).",
            "请缩小范围或筛选，或下载 Excel、CSV，或选择 PDF。", "Narrow the list, or take Excel, CSV or PDF.",
        ),
        "pdf_too_long": _trouble(
            f"行数超过 PDF 的上限（{MOST['pdf']:,} 行）。", f"There are more rows than a PDF may have ({MOST['pdf']:,}).",
            "请缩小范围或筛选，或下载 Excel、CSV。", "Narrow the list, or take Excel or CSV.",
        ),
        "too_many_files": _trouble(
            f"已有 {UNDER_WAY} 个文件在等待或生成。", f"{UNDER_WAY} files of yours wait or are being made.",
            "请等其中一个完成，或取消一个。", "Wait until one of them is done, or cancel one.",
        ),
        "file_of_nothing": _trouble(
            "所要的内容已不存在。", "What was asked is not there any more.", "请从列表重新下达。", "Begin again from the list."
        ),
        "file_fault": _trouble(
            "因故障中止，未生成文件。", "A fault stopped the work; no file was made.",
            "请重新下达；若再次发生，请告诉管理员，日志中有原因。",
            "Try again; if it happens again, tell the administrator: the reason stands in the log.",
        ),
        **_of_plans(),
    }
)  # fmt: skip
