"""Why something cannot be asked of a programme, a pilot or a project now: stable codes, worded in both languages. Pure.

A sentence may name what it is about, in braces: pilots.services.refusing.Refused carries it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from communities.words import Words
from pilots.reviewing.troubles import WORK_PLAN_TROUBLES

TROUBLES: Final[Mapping[str, tuple[Words, Words]]] = MappingProxyType(
    {
        **WORK_PLAN_TROUBLES,
        "plan_unfinished": (
            Words("方案尚未完成。", "The plan is not finished."),
            Words("请等方案完成后再转为项目。", "Wait until it is, then make projects of it."),
        ),
        "no_such_line": (
            Words("方案中没有这一项。", "The plan has no such line."),
            Words("请从方案的措施清单中选择。", "Choose from the lines of the plan."),
        ),
        "days_out_of_reach": (
            Words("试点日期须在 2000 至 2100 年之间，且不超过 20 年。", "Days are of 2000 to 2100, 20 years at most."),
            Words("请核对起止日期。", "Check its first and its last day."),
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
        "outside_mandate": (
            Words(
                "{name}不在您的管辖范围或该试点项目的范围内。",
                "{name} lies outside your mandate, or outside the programme's place.",
            ),
            Words("请选择范围内的社区或区划。", "Choose one that lies within both."),
        ),
        "programme_named_so": (
            Words("该地已有同名的试点项目。", "The place has a programme of that name already."),
            Words("请换一个名称，或直接使用已有的项目。", "Choose another name, or use the one that is there."),
        ),
        "day_outside_programme": (
            Words("日期不在试点期限内。", "The day lies outside the days of the programme."),
            Words("请填写试点期限内的日期，或先修改期限。", "Give a day within them, or change them first."),
        ),
        "enrolled_already": (
            Words("{name}已经是该项目的试点。", "{name} takes part in the programme already."),
            Words("无需重复纳入。", "Nothing is left to be done."),
        ),
        "quota_full": (
            Words(
                "{unit}现有试点 {number} 个，再增加 {more} 个将超出每个城市（区）不多于 {most} 个的限额"
                "（{number} + {more} > {most}）。",
                "{unit} has {number} pilots; {more} more would be over the quota of at most {most} in every city (district) "
                "({number} + {more} > {most}).",
            ),
            Words(
                "请先让一个试点退出，或改选其他城市（区）的社区。",
                "Let one leave first, or choose a community of another city (district).",
            ),
        ),
        "quota_not_reached": (
            Words(
                "{unit}现有试点 {number} 个，少于应有的 {least} 个。",
                "{unit} has {number} pilots, fewer than the {least} it is to have.",
            ),
            Words("请先补足试点，再确认名单完整。", "Enrol the rest, then say that the roster is complete."),
        ),
        "quota_broken_by_terms": (
            Words(
                "按新的条件，有城市（区）的试点数超出限额。",
                "By the new terms a city (district) would have more pilots than it may.",
            ),
            Words("请先让多出的试点退出，再修改条件。", "Let those that are too many leave, then change the terms."),
        ),
        "unit_unknown": (
            Words("登记册中没有该社区所属的城市（区）。", "The register does not have the city (district) of a community."),
            Words("请先导入行政区划。", "Bring in the divisions first."),
        ),
        "not_of_the_notice": (
            Words("该项目不是 2022 年通知的试点。", "The programme is none of the notice of 2022."),
            Words("只有通知的试点才按名单判定数量。", "Only for pilots of the notice do rules count a roster."),
        ),
        "reason_missing": (
            Words("没有填写原因。", "No reason is given."),
            Words("请填写原因，它将留存备查。", "Give one: it stays on record."),
        ),
        "withdrawn_already": (
            Words("该社区已经退出试点。", "The community has left the programme already."),
            Words("无需再操作。", "Nothing is left to be done."),
        ),
        "before_it_joined": (
            Words("日期早于纳入试点的日期。", "The day lies before the one on which it joined."),
            Words("请填写不早于纳入的日期。", "Give a day that is not before it."),
        ),
        "project_elsewhere": (
            Words("项目不在该试点社区。", "The project is not in the community of the pilot."),
            Words("请选择该项目所在社区的试点。", "Choose the pilot of its own community."),
        ),
        "project_taken": (
            Words("项目已归入试点。", "A pilot has the project already."),
            Words("如归入有误，请先将其移出。", "If that was a mistake, let it go first."),
        ),
        "project_of_no_pilot": (
            Words("项目未归入试点。", "The project is no pilot's."),
            Words("请查看项目的现状。", "Look at where the project stands."),
        ),
        "entered_for_the_pilot": (
            Words("项目是为本试点录入的，不能移出。", "The project was entered for the pilot and cannot be let go."),
            Words("不再实施的，请登记取消。", "If it is not to be carried out, give it up."),
        ),
        "work_plan_names_it": (
            Words(
                "正在审核或已生效的工作方案列有该项目，不能移出试点。",
                "A work plan that is under review or in force names the project, so it cannot be let go.",
            ),
            Words(
                "不再实施的，请登记取消，并修订工作方案。",
                "If it is not to be carried out, give it up and revise the work plan.",
            ),
        ),
        "quarter_to_come": (
            Words("该季度尚未开始。", "The quarter has not begun."),
            Words("请选择已开始的季度。", "Choose one that has."),
        ),
        "quarter_outside_programme": (
            Words("该季度不在试点期限内。", "The quarter lies outside the days of the programme."),
            Words("请选择试点期限内的季度。", "Choose one that lies within them."),
        ),
        "nothing_to_return": (
            Words("该地没有可评估的社区。", "The place has no community that can be assessed."),
            Words("请先导入社区数据。", "Bring in its communities first."),
        ),
        "no_such_row": (
            Words("报表没有这一行。", "The return has no such row."),
            Words("请选择 211 至 218 行。", "Choose one of 211 to 218."),
        ),
        "no_such_correction": (
            Words("报表没有这项修正。", "The return has no such correction."),
            Words("请从修正记录中选择。", "Choose one of those that it has."),
        ),
        "correction_of_nothing": (
            Words("修正量为 0。", "The correction is 0."),
            Words("请填写增加或减少的数量。", "Give what is to be added or taken away."),
        ),
        "less_than_nothing": (
            Words("修正后的数字将小于 0。", "The figure would come to less than 0."),
            Words("请核对修正量。", "Check the amount."),
        ),
        "parts_over_whole": (
            Words("“其中”各行之和将大于第 {row} 行。", "The rows of which it is made would come to more than row {row}."),
            Words("请先修正第 {row} 行，或核对修正量。", "Correct row {row} first, or check the amount."),
        ),
        "return_changed": (
            Words("您打开报表之后，它有了变化。", "The return has changed since you opened it."),
            Words("请看清现在的数字，再冻结。", "Look at what it says now, then freeze it."),
        ),
        "taken_back_already": (
            Words("该修正已经撤回。", "The correction has been taken back already."),
            Words("无需再操作。", "Nothing is left to be done."),
        ),
        "return_frozen": (
            Words("该报表已冻结，不能再改。", "The return is frozen and never changes."),
            Words("如有迟到的数据，请说明原因并编制修订版。", "If data came late, draw up a revision and say why."),
        ),
        "quarter_not_over": (
            Words(
                "季度尚未结束，或报表编制于季度结束之前。", "The quarter is not over, or the return was drawn up before it was."
            ),
            Words("请在季度结束后重新编制，再冻结。", "Draw it up anew when the quarter has ended, then freeze it."),
        ),
        "own_correction": (
            Words(
                "报表中有您本人的修正，须由他人冻结。", "The return has a correction of your own: somebody else must freeze it."
            ),
            Words("请由另一位审定官员冻结，或先撤回您的修正。", "Ask another official, or take your correction back."),
        ),
        "drawn_before_a_change": (
            Words("报表编制后数据有变化。", "The data has changed since the return was drawn up."),
            Words("请重新编制并核对，再冻结。", "Draw it up anew, look at it, then freeze it."),
        ),
        "changed_meanwhile": (
            Words("项目已被他人修改。", "Somebody else has changed the project meanwhile."),
            Words(
                "您填写的内容仍在下方；请核对项目现状后再次提交。",
                "What you typed is still below; look at how the project is now, then send it again.",
            ),
        ),
        "pilot_has_left": (
            Words("该社区已退出试点。", "The community has left the programme."),
            Words("请选择仍在试点的社区。", "Choose a pilot that takes part."),
        ),
        "nothing_built": (
            Words("没有填写建设内容。", "Nothing is said of what is built."),
            Words("请至少填写一项设施或一项调查内容。", "Name one facility or one item at least."),
        ),
        "never_assessed": (
            Words(
                "该社区尚未评估，无法判断项目能补哪些短板。",
                "The community was never assessed, so nobody can say which gaps the project closes.",
            ),
            Words("请先发起一次覆盖该社区的评估。", "Order an assessment that covers it first."),
        ),
        "comes_from_a_plan": (
            Words(
                "项目内容来自补短板方案，不能在此修改。", "What the project builds is that of a plan and is not changed here."
            ),
            Words(
                "可以修改责任部门、时间和风险；内容不同的，请另行录入项目。",
                "Change who is in charge, the dates and the risk; enter another project for anything else.",
            ),
        ),
        "due_before_it_starts": (
            Words("计划完成日期早于计划开始日期。", "It is due before it starts."),
            Words("请改正其中一个日期。", "Correct one of the two days."),
        ),
        "in_the_future": (
            Words("日期晚于今天。", "The day lies in the future."),
            Words("请填写实际发生的日期。", "Give the day on which it was."),
        ),
        "no_percent": (
            Words("进度须为 0 到 100。", "A percent is 0 to 100."),
            Words("请填写 0 到 100 的整数。", "Give a whole number from 0 to 100."),
        ),
        "milestone_there": (
            Words("项目已有同名节点。", "The project has a milestone of this name already."),
            Words("请换一个名称，或修改原有节点。", "Choose another name, or move the one that is there."),
        ),
        "milestone_reached": (
            Words("节点已经完成，不能删除。", "The milestone was reached and is not taken away."),
            Words("如登记有误，请先撤销完成。", "If that was a mistake, take that back first."),
        ),
        "not_confirmed": (
            Words(
                "没有确认材料不含人脸、车牌和个人信息。",
                "Nobody has confirmed that it shows no face, number plate or personal data.",
            ),
            Words("请检查材料后勾选确认。", "Look at it, then tick the box."),
        ),
        "file_too_large": (
            Words("文件超过 20 MB。", "The file is larger than 20 MB."),
            Words("请压缩后再上传。", "Make it smaller and bring it again."),
        ),
        "too_many_pixels": (
            Words("照片像素过大（超过 6000 万）。", "The photo has too many pixels (more than 60 million)."),
            Words("请缩小后再上传。", "Make it smaller and bring it again."),
        ),
        "not_a_photo": (
            Words("文件既不是完整的 JPEG、PNG 照片，也不是 PDF 文件。", "The file is no whole JPEG or PNG photo, and no PDF."),
            Words(
                "请另存为 JPEG、PNG 或 PDF 后再上传；只改扩展名无效。",
                "Save it as JPEG, PNG or PDF and bring it again; another name alone does not do.",
            ),
        ),
        "not_a_document": (
            Words("PDF 文件不完整。", "The PDF is not whole."),
            Words("请重新导出后再上传。", "Export it anew and bring it again."),
        ),
        "evidence_there": (
            Words("该项目已有同一份材料。", "The project has this very file already."),
            Words("无需再次上传。", "There is no need to bring it again."),
        ),
        "too_much_evidence": (
            Words("该项目已有 60 份材料。", "The project has 60 pieces of evidence already."),
            Words("请先移除不需要的材料。", "Remove what is not needed first."),
        ),
        "evidence_removed": (
            Words("材料已经移除。", "It was removed already."),
            Words("无需再操作。", "Nothing is left to be done."),
        ),
        "practice_not_open": (
            Words("经验已报送或已发布，不能编辑。", "The practice has been handed in or published and cannot be edited."),
            Words("已发布的，请编写新版。", "Of a published one, begin a new version."),
        ),
        "practice_not_yours": (
            Words("该试点不在您可以编写经验的范围内。", "The pilot lies outside the area in which you may write practices."),
            Words("请由该试点所在地的人员编写。", "Let somebody of its place write it."),
        ),
        "practice_incomplete": (
            Words("经验还不完整，不能报送。", "The practice is not complete and cannot be handed in."),
            Words("请补齐页面上列出的内容。", "Fill in what its page lists."),
        ),
        "practice_not_waiting": (
            Words("经验不在待审状态。", "The practice does not wait for anybody."),
            Words("请查看它的现状。", "Look at where it stands."),
        ),
        "practice_not_your_unit": (
            Words(
                "只有该试点所在城市（区）或其上级的审定官员可以操作。",
                "Only an official of the pilot's city (district) or of a division above it may do this.",
            ),
            Words("请由其办理。", "Leave it to one of them."),
        ),
        "practice_own": (
            Words("这是您参与编写的，不能由您审定。", "You have written it, so you do not decide on it."),
            Words("请由另一位审定官员办理。", "Leave it to another official."),
        ),
        "practice_not_published": (
            Words("经验没有发布。", "The practice is not published."),
            Words("请查看它的现状。", "Look at where it stands."),
        ),
        "practice_has_newer": (
            Words("已经有更新的版本。", "There is a newer version already."),
            Words("请在新版上继续。", "Go on with that one."),
        ),
        "practice_changed": (
            Words("您打开页面后，内容已被他人修改。", "Somebody has changed it since you opened the page."),
            Words("请重新查看后再操作。", "Look at it again, then decide."),
        ),
        "no_such_project": (
            Words("所选项目不是该试点的已完工项目。", "A chosen project is no finished project of the pilot."),
            Words("请从列出的项目中选择。", "Choose from those that are listed."),
        ),
        "no_project_for_figure": (
            Words("没有选择项目，无从取数。", "No project is chosen that a figure could come from."),
            Words("请选择项目，或填写数字，或选“未知”。", "Choose a project, give the figure, or say that it is not known."),
        ),
        "no_beginning_for_figure": (
            Words("所选项目有的没有登记开工日期，无法推算工期。", "When one of the projects began is not on record."),
            Words("请填写工期，或选“未知”。", "Give the months, or say that they are not known."),
        ),
        "personal_number": (
            Words(
                "文字中有像身份证号码或手机号码的数字。",
                "A text holds a number that looks like an identity number or a mobile number.",
            ),
            Words("请删去个人信息。", "Leave persons out."),
        ),
    }
)
"""code -> what is wrong, and what to do about it."""
