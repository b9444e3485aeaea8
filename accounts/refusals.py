"""Why something about people cannot be done: stable codes, worded in both languages. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from communities.words import Words

REFUSALS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "above_own_roles": Words("您无权授予或撤销这一角色。", "This role is not yours to give or to revoke."),
        "outside_own_scope": Words("该区划超出您的管辖范围。", "This division lies outside your mandate."),
        "beyond_own_expiry": Words(
            "期限超过了您自己授权的期限：请把截止日期提前。", "This would outlast your own grant: choose an earlier last day."
        ),
        "to_oneself": Words(
            "不能给自己授权，也不能停用自己的账号。", "Nobody grants themselves anything, or closes their own account."
        ),
        "exclusive_roles": Words(
            "此人已有与之互斥的角色，两者不能由同一人担任，无论时间先后。",
            "This person has a role that excludes this one: the same person never holds both, whatever the dates.",
        ),
        "everywhere_only": Words("这一角色只能在全部范围内授予。", "This role is held everywhere or not at all."),
        "no_such_role": Words("没有这个角色。", "There is no such role."),
        "period_over": Words("截止日期早于起始日期或今天。", "The last day lies before the first, or before today."),
        "reason_missing": Words("请写明理由。", "Say why."),
        "account_closed": Words("该账号已停用。", "This account has been closed."),
        "already_revoked": Words("该授权已经撤销。", "This grant has been revoked already."),
        "holds_more": Words(
            "此人还有您无权撤销的授权，因此不能停用其账号。",
            "This person holds a grant that is not yours to revoke, so the account is not yours to close.",
        ),
        "username_taken": Words("该用户名已被使用。", "This user name is taken."),
        "username_bad": Words("用户名只能用字母、数字和 @ . + - _。", "A user name has letters, digits and @ . + - _ only."),
        "password_short": Words("密码至少 {number} 个字符。", "A password has at least {number} signs."),
        "password_kinds": Words(
            "密码须包含大写字母、小写字母、数字、其他符号中的至少 {number} 种。",
            "A password has at least {number} of these: capital letters, small letters, digits, other signs.",
        ),
        "password_same": Words("新密码不能与现在的密码相同。", "The new password is the present one."),
        "password_used": Words(
            "不能使用之前的 {number} 个密码。", "None of the {number} passwords before the present one may come again."
        ),
        "factor_wrong": Words(
            "验证码不正确、已用过，或尝试过快：请稍候，再输入应用中的下一个验证码。",
            "This is not the code, it was used already, or tried too soon: wait a little and give the next one.",
        ),
        "factor_there": Words("已设置双因素登录。", "A second factor is set up already."),
        "setup_code": Words(
            "设置码不正确或已过期：请在服务器上重新运行 manage.py setup_code。",
            "This is not the code, or it has expired: run manage.py setup_code on the machine again.",
        ),
        "setup_over": Words("已有账号，首次设置已结束。", "There are accounts already, so the first set-up is over."),
        "token_rights": Words(
            "令牌的权限只能是您现有的、且允许令牌使用的权限，至少一项。",
            "A token has at least one right, and only rights that you have now and that tokens may carry.",
        ),
        "token_expiry": Words("令牌须在今后一年之内到期。", "A token expires within a year from now."),
        "token_networks": Words("不是网络地址（CIDR）。", "This is no network address (CIDR)."),
        "no_demo": Words("只有演示环境才有示例人员。", "Only the demo has ready people."),
        "not_own": Words("只能管理自己的令牌。", "A token is its owner's to manage."),
    }
)


class Refused(Exception):
    """A verb about people did nothing; ``code`` is one of REFUSALS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def words(self) -> Words:
        return REFUSALS[self.code]
