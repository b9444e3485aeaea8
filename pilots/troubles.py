"""Why something cannot be asked of a project now: stable codes, worded in both languages. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from communities.words import Words

TROUBLES: Final[Mapping[str, tuple[Words, Words]]] = MappingProxyType(
    {
        "plan_unfinished": (
            Words("方案尚未完成。", "The plan is not finished."),
            Words("请等方案完成后再转为项目。", "Wait until it is, then make projects of it."),
        ),
        "no_such_line": (
            Words("方案中没有这一项。", "The plan has no such line."),
            Words("请从方案的措施清单中选择。", "Choose from the lines of the plan."),
        ),
        "project_not_planned": (
            Words("项目已经开工或结束。", "The project has begun or ended already."),
            Words("请查看项目的现状。", "Look at where the project stands."),
        ),
        "project_ended": (
            Words("项目已经结束。", "The project has ended already."),
            Words("无需再操作。", "Nothing is left to be done."),
        ),
        "before_it_began": (
            Words("日期早于开工日期。", "The day lies before the one on which it began."),
            Words("请填写不早于开工的日期。", "Give a day that is not before it."),
        ),
        "other_builds": (
            Words("完工内容与项目内容不是同样的东西。", "What was built is not what the project is about."),
            Words(
                "只修改面积和数量；内容不同的，请在台账中另行登记。", "Change sizes only; enter anything else in the register."
            ),
        ),
        "community_gone": (
            Words("项目涉及的社区已不存在。", "A community that the project names is no more."),
            Words("请先在台账中核对社区代码。", "Check the codes of its communities in the register."),
        ),
    }
)
"""code -> what is wrong, and what to do about it."""
