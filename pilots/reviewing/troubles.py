"""Why something cannot be done to a work plan now: stable codes, worded in both languages. Pure.

A part of pilots/troubles.py.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from communities.words import Words

WORK_PLAN_TROUBLES: Final[Mapping[str, tuple[Words, Words]]] = MappingProxyType(
    {
        "pilot_left": (
            Words("该社区已退出试点。", "The community has left the programme."),
            Words("工作方案只供查阅。", "Its work plan can be read, and no more."),
        ),
        "work_plan_there": (
            Words("该试点已有工作方案。", "The pilot has a work plan already."),
            Words("请编辑已有的方案，或在其批准后启动修订。", "Edit that one, or revise it once it is approved."),
        ),
        "no_line_of_pilot": (
            Words("该补短板方案中没有涉及本社区的措施。", "The remedy plan has no line about this community."),
            Words("请另选方案，或不依据方案起草。", "Choose another one, or draft without one."),
        ),
        "work_plan_not_open": (
            Words(
                "方案正在审核或已经审定，不能修改和报审。",
                "The plan is under review or decided: it cannot be edited or submitted.",
            ),
            Words(
                "审核中的，请先由报审人撤回或由审核部门退回；已批准的，请启动修订。",
                "Have it taken back or returned first; of an approved one begin a new revision.",
            ),
        ),
        "work_plan_incomplete": (
            Words("方案还有不完整的部分，不能报审。", "Sections of the plan are not complete, so it cannot be submitted."),
            Words("请按“完整性”一栏补充后再报审。", "Fill in what the list of sections says is missing."),
        ),
        "work_plan_changed": (
            Words(
                "您查看之后，方案又有改动，本次操作未生效。", "The plan has changed since you looked at it. Nothing was done."
            ),
            Words("请查看最新内容后再操作。", "Look at it as it is now, and decide again."),
        ),
        "not_a_writer": (
            Words("您在当地没有编写工作方案的权限。", "You may not write work plans of this place."),
            Words("请由当地规划评估员或数据录入员办理。", "Planners and data clerks of the place may."),
        ),
        "no_office": (
            Words("试点项目规定的审核层级在当地都不存在。", "The place has none of the levels that review by the programme."),
            Words("请先调整试点项目的审核层级。", "Change the levels of the programme first."),
        ),
        "work_plan_not_submitted": (
            Words("方案不在审核中。", "The plan is not under review."),
            Words("请查看方案的现状。", "Look at where it stands."),
        ),
        "not_the_submitter": (
            Words("只有报审人可以撤回。", "Only whoever submitted it can take it back."),
            Words("请联系报审人，或由审核部门退回。", "Ask them, or let the office that reviews it return it."),
        ),
        "work_plan_passed": (
            Words("方案已有一级审核通过，不能撤回。", "An office has approved it already, so it cannot be taken back."),
            Words("需要修改的，请由正在审核的部门退回。", "For changes, let the office that reviews it return it."),
        ),
        "not_this_office": (
            Words("方案现在不由您的管辖范围审核。", "The plan does not wait for an office of your mandate."),
            Words("请等待该级审定官员办理。", "Officials of that level decide."),
        ),
        "own_work_plan": (
            Words(
                "您编写、修改或报审过本版方案或其重点项目，不能审核。",
                "You wrote, edited or submitted this revision or wrote one of its key projects, so you cannot review it.",
            ),
            Words("请由未参与编写的审定官员办理。", "Leave it to an official who had no part in it."),
        ),
        "approved_elsewhere": (
            Words("您已在其他层级审核通过本版方案，不能再在本级审核。", "You have approved this revision at another level."),
            Words("请由本级其他审定官员办理。", "Leave this level to another official."),
        ),
        "work_plan_not_in_force": (
            Words("只有已批准的方案可以修订。", "Only an approved plan can be revised."),
            Words("编制中或已退回的，请直接编辑。", "One that is a draft or was returned can be edited as it is."),
        ),
        "newer_revision": (
            Words("已有更新的修订版。", "There is a newer revision already."),
            Words("请在该修订版上继续。", "Go on with that one."),
        ),
        "work_plan_was_submitted": (
            Words("只有从未报审的草稿可以放弃。", "Only a draft that was never submitted can be discarded."),
            Words("请修改后重新报审。", "Amend it and submit it again."),
        ),
        "work_plan_rests": (
            Words(
                "起草时由补短板方案转入的重点项目仍属本试点，草稿不能放弃。",
                "Key projects that were taken up when it was drafted rest on it, so it cannot be discarded.",
            ),
            Words("请先在项目页面将其移出试点。", "Let them go first, each on its own page."),
        ),
        "remarks_missing": (
            Words("退回须写明意见。", "A plan is returned with remarks only."),
            Words("请写明需要修改什么。", "Say what is to be amended."),
        ),
    }
)
"""code -> what is wrong, and what to do about it."""
