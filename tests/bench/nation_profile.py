"""Where the time goes: ``KEEP_NATION=1 python -m tests.bench.nation_profile WHAT [ADDRESS]`` over a kept nation of COMMUNITIES.

WHAT: round, edit, card, impact, or page with its address; drop removes what is kept. Prints the functions that cost the most by
themselves and with what they call, and the statements that the database took longest for. A profile slows Python down two or
three times.
"""

import cProfile
import os
import pstats
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final

_TOP: Final = 22
_SHOWN: Final = 230


class Statements:
    """Seconds and number of each statement, through Django's wrapper of execute()."""

    def __init__(self) -> None:
        self.found: dict[str, list[float]] = defaultdict(list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  # Django's call
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.found[str(sql)[:_SHOWN]].append(time.perf_counter() - started)

    def tell(self) -> None:
        total, number = sum(map(sum, self.found.values())), sum(map(len, self.found.values()))
        sys.stdout.write(f"\n{number} statements, {total:.3f} s until their first rows (fetching them is not in it)\n")
        for sql, took in sorted(self.found.items(), key=lambda each: -sum(each[1]))[:_TOP]:
            sys.stdout.write(f"  {sum(took) * 1_000:9.1f} ms  x{len(took):<4} {sql}\n")


def main(what: str, address: str = "/") -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    from django.db import connection

    from tests.bench.nation_base import connected, drop_kept, kept_name

    if what == "drop":
        drop_kept()
        return
    with connected(kept_name()):
        work = _work(what, address)
        if what != "round":
            work()
        statements, profile = Statements(), cProfile.Profile()
        started = time.perf_counter()
        work()
        sys.stdout.write(f"{what}: {time.perf_counter() - started:.3f} s without a profile\n")
        with connection.execute_wrapper(statements):
            profile.runcall(work)
        for order in ("tottime", "cumulative"):
            pstats.Stats(profile, stream=sys.stdout).strip_dirs().sort_stats(order).print_stats(_TOP)
        statements.tell()


def _work(what: str, address: str) -> Callable[[], object]:
    from django.test import Client

    from assessments.law import pack_or_folder
    from assessments.models import Round
    from assessments.selectors.impact import impact_of
    from tests.bench.nation_answers import DAY
    from tests.bench.nation_base import COMMUNITIES, nation_of
    from tests.bench.nation_edits import card_of, edits
    from tests.bench.nation_rounds import ALL, Rounds

    if what == "round":
        return Rounds()
    if what == "impact":
        draft = pack_or_folder("example-raise-to-40")
        return lambda: impact_of(ALL, draft, day=DAY, as_of=DAY)
    if what == "page":
        client = Client(HTTP_HOST="localhost")
        return lambda: b"".join(client.get(address))
    if not Round.objects.exists():
        Rounds().ensure()
    found = iter(edits(nation_of(COMMUNITIES), 20))
    if what == "edit":
        return lambda: next(found).put_back()  # the same verb, and nothing changes
    newest, code = Round.objects.latest("pk"), next(found).code
    return lambda: card_of(newest, code)


if __name__ == "__main__":
    main(*sys.argv[1:])
