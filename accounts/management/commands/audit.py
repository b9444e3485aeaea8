"""`manage.py audit verify | head`: whether the log of acts still says what it said, and the mark to know it by."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from communities.models import Act
from communities.sealing import Broken, Head, Why, head, verify

_WORDS = {
    Why.GONE: ("封印或其对应的操作已不存在", "the seal, or the act it seals, is no longer there"),
    Why.ALTERED: ("操作或其某条变更已被改动", "the act, or one of its changes, was altered"),
    Why.CHANGES: ("变更条数与封印时不同", "it has more or fewer changes than when it was sealed"),
    Why.LINK: ("与上一条封印不相连", "it does not hang on the seal before"),
    Why.UNSEALED: ("有未封印的记录被插入", "something was put in that no seal knows"),
    Why.CUT_OFF: ("末尾的记录被截去", "the end of the log was cut off"),
    Why.OTHER: ("该编号的封印与留存的不同", "the seal of that number is another one than it was"),
}


class Command(BaseCommand):
    help = "The log of acts: verify it, or print the mark to keep elsewhere. 核验操作记录，或打印应另行留存的标记。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "head"])
        parser.add_argument("--head", default="", metavar="NUMBER:DIGITS", help="a mark that `audit head` printed before")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "head":
            now = head()
            self.stdout.write(f"{now.number}:{now.chained}")
            return
        holds, broken = verify(_mark(options["head"]))
        if broken:
            raise CommandError("\n".join((f"{holds} acts hold. 前 {holds} 项操作无误。", *_said(broken))), returncode=1)
        self.stdout.write(f"{holds} acts, all as they were. {holds} 项操作，全部无误。")


def _mark(text: str) -> Head | None:
    if not text:
        return None
    number, _, digits = text.partition(":")
    if not number.isdigit():
        raise CommandError("--head: NUMBER:DIGITS, as `audit head` prints it. 请填写 audit head 打印的标记。")
    return Head(int(number), digits)


def _said(broken: Broken) -> list[str]:
    """What is wrong, and what is known of the act, in both languages."""
    zh, en = _WORDS[broken.why]
    act = Act.objects.filter(pk=broken.act).first() if broken.act else None
    known = f"{act.pk} {act.verb} {act.done_at.isoformat()} {act.who or '-'} {act.request}".strip() if act else "-"
    return [f"seal {broken.number or '-'}: {en}. 封印 {broken.number or '-'}：{zh}。", f"act {known}"]
