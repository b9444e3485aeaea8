"""What the commands about people share: who and where is meant, and a refusal as an error of the command."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from accounts.models import User
from accounts.refusals import Refused
from communities.divisions import BadCode, full_code
from communities.models import Division


def user_named(name: str) -> User:
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no user {name}. / 没有用户 {name}。")
    return user


def division_named(text: str | None) -> Division | None:
    try:
        return None if text is None else Division.objects.get(code=full_code(text))
    except (BadCode, Division.DoesNotExist) as wrong:
        raise CommandError(f"There is no division {text}. / 没有代码为 {text} 的行政区划。") from wrong


@contextmanager
def refusals_told() -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        raise CommandError(f"{refused.words.en} / {refused.words.zh} [{refused.code}]") from None
