"""What can be wrong with a request: stable codes, titles in both languages, and the exception that carries them.

Codes never change and are never translated. Their answers are written by config/problems.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from rest_framework.exceptions import APIException

from communities.language import reader_lang
from communities.words import Words

MISSING = Words("您的账号缺少权限：{right}。", "Your account lacks the right to {right}.")


@dataclass(frozen=True)
class ProblemKind:
    """One code: its HTTP status, its title, and what to do about it."""

    status: int
    title: Words
    remedy: Words


def _kind(status: int, zh: str, en: str, do_zh: str, do_en: str) -> ProblemKind:
    return ProblemKind(status, Words(zh, en), Words(do_zh, do_en))


KINDS: Mapping[str, ProblemKind] = MappingProxyType(
    {
        "bad_request": _kind(
            400, "请求有误", "Bad request", "按 detail 的说明修改请求。", "Correct the request as the detail says."
        ),
        "malformed_body": _kind(
            400, "请求正文无法读取", "The body cannot be read",
            "正文须为 UTF-8 编码的 JSON 对象。", "Send one JSON object in UTF-8.",
        ),
        "invalid_body": _kind(
            400, "请求正文有误", "The body is not right",
            "errors 逐项指出位置（JSON 指针）和原因。", "errors names each place (JSON pointer) and reason.",
        ),
        "unknown_parameter": _kind(
            400, "没有这个参数", "Unknown parameter",
            "检查拼写；可用参数见 /api/docs/。", "Check the spelling; /api/docs/ lists the parameters.",
        ),
        "repeated_parameter": _kind(
            400, "参数重复", "Parameter given twice",
            "每个参数只写一次，除非文档注明可重复。", "Give each parameter once, unless its description allows more.",
        ),
        "bad_value": _kind(
            400, "参数值有误", "Bad parameter value",
            "errors 逐项指出参数和原因。", "errors names each parameter and reason.",
        ),
        "bad_cursor": _kind(
            400, "游标无效", "Bad cursor",
            "从第一页重新开始，并原样使用 next 中的地址。", "Begin again at the first page and follow next as it stands.",
        ),
        "nothing_to_assess": _kind(
            400, "没有可评估的社区", "Nothing to assess",
            "先导入社区，或选择有生效标准的日期。", "Bring in communities first, or choose a day with a pack in force.",
        ),
        "not_authenticated": _kind(
            401, "需要登录", "Login needed", "先登录，或使用令牌。", "Log in first, or send a token."
        ),
        "bad_token": _kind(
            401, "令牌无效", "The token is not valid",
            "请在本人页面（/me/）查看或新建令牌。", "Look at your tokens, or make one, on your page (/me/).",
        ),
        "forbidden": _kind(
            403, "无权操作", "Not allowed",
            "请向管辖范围的管理人员申请这项权限。", "Ask whoever manages your mandate for this right.",
        ),
        "csrf_failed": _kind(
            403, "缺少防伪令牌", "CSRF token missing or wrong",
            "发送与会话相符的 X-CSRFToken。", "Send the X-CSRFToken of your session.",
        ),
        "not_found": _kind(
            404, "没有找到", "Not found",
            "没有这个地址，或不在您的管辖范围内。", "There is no such thing, or it lies outside your mandate.",
        ),
        "no_round": _kind(
            404, "尚无评估批次", "No assessment yet",
            "先运行评估，或用 round 指定批次。", "Run an assessment first, or name one with round.",
        ),
        "method_not_allowed": _kind(
            405, "不支持该方法", "Method not allowed", "可用方法见 Allow 头。", "The Allow header lists the methods."
        ),
        "not_acceptable": _kind(
            406, "没有所要的格式", "No such format", "可用格式见 detail。", "The detail lists the formats."
        ),
        "precondition_failed": _kind(
            412, "与所给的 ETag 不符", "Not the version you named",
            "重新读取，再用新的 ETag。", "Read again and use the new ETag.",
        ),
        "precondition_required": _kind(
            428, "须说明所读的版本", "Say which version you have read",
            "把读取时的 ETag 放入 If-Match 再发送。", "Send the ETag you have read as If-Match.",
        ),
        "conflict": _kind(409, "与现状冲突", "Conflict", "重新读取后再试。", "Read again and retry."),
        "key_reused": _kind(
            422, "幂等键已用于另一请求", "The key has named another request",
            "新的请求请换新的 Idempotency-Key。", "Give a new request a new Idempotency-Key.",
        ),
        "too_large": _kind(413, "请求过大", "Request too large", "缩小请求正文。", "Send a smaller body."),
        "unsupported_media_type": _kind(
            415, "不支持的正文类型", "Unsupported media type", "请用 application/json。", "Use application/json."
        ),
        "too_many_requests": _kind(
            429, "请求过于频繁", "Too many requests", "稍候再试，见 Retry-After。", "Wait as Retry-After says."
        ),
        "server_error": _kind(
            500, "服务器出错", "Server error",
            "请把 X-Request-ID 告诉管理员。", "Tell the operator the X-Request-ID.",
        ),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One thing wrong. ``where`` names a query parameter, or is a JSON pointer into the body; ``extra`` says more."""

    where: Mapping[str, str]
    code: str
    detail: str
    extra: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return {**self.where, "code": self.code, "detail": self.detail, **self.extra}


def of_parameter(name: str, code: str, detail: str, **extra: Any) -> Fault:
    return Fault({"parameter": name}, code, detail, extra)


def of_body(pointer: str, code: str, detail: str) -> Fault:
    return Fault({"pointer": pointer}, code, detail)


def of_right(right: str, words: str) -> Fault:
    """``right`` is what who asks has not, as accounts/policy.toml names it."""
    return Fault({"right": right}, "missing_right", MISSING.filled(right=words).of(reader_lang()))


class Problem(APIException):
    """Raised by a view to answer with a problem document. ``code`` is one of KINDS."""

    def __init__(self, code: str, detail: str = "", *, faults: Sequence[Fault] = ()) -> None:
        kind = KINDS[code]
        self.code, self.status_code, self.faults = code, kind.status, tuple(faults)
        super().__init__(detail or (faults[0].detail if faults else ""), code)
