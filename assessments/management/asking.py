"""What the commands ask for by name: a division, and the newest round over it. Both languages where there is none."""

from django.core.management.base import CommandError

from assessments.models import Round
from assessments.selectors.rounds import latest_round
from communities.divisions import BadCode, full_code
from communities.models import Division
from communities.scope import EVERYWHERE, AreaScope


def division_named(code: str | None) -> Division | None:
    """The division of a code of 2 to 12 digits; None without one. Raises CommandError."""
    if code is None:
        return None
    try:
        return Division.objects.get(code=full_code(code))
    except BadCode as wrong:
        raise CommandError(f"{code} is no division code: 2, 4, 6, 9 or 12 digits. / {code} 不是区划代码。") from wrong
    except Division.DoesNotExist as wrong:
        raise CommandError(f"There is no division {code}. / 没有代码为 {code} 的行政区划。") from wrong


def path_named(code: str | None) -> str:
    """The path of a division; everywhere without a code. Raises CommandError."""
    division = division_named(code)
    return division.path if division else EVERYWHERE


def round_over(path: str) -> Round:
    """The newest round that speaks of a place. Raises CommandError."""
    found = latest_round(AreaScope.everywhere(), path)
    if found is None:
        raise CommandError("Nothing has been assessed. Run 'manage.py assess' first. / 尚无评估批次，请先运行 assess。")
    return found


def finished_round(pk: int) -> Round:
    """The finished round of a number. Raises CommandError."""
    found = Round.objects.filter(pk=pk, finished_at__isnull=False).select_related("division").first()
    if found is None:
        raise CommandError(f"There is no finished round {pk}. / 没有已完成的批次 {pk}。")
    return found
