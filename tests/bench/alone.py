"""One import in a process of its own: ``python -m tests.bench.alone DATABASE FILE`` prints what its memory came to.

A line of JSON: ``before`` (everything loaded, nothing read) and ``peak``, resident MiB; ``seconds`` of the import.
"""

import json
import os
import sys
import time
from pathlib import Path


def main(database: str, file: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database
    connection.ensure_connection()
    from intake.services import bring_in

    before, started = _peak(), time.perf_counter()
    outcome = bring_in(paths=[file], by=None)
    told = {"before": before, "peak": _peak(), "seconds": time.perf_counter() - started, "accepted": outcome.accepted}
    sys.stdout.write(json.dumps(told))


def _peak() -> float:
    """Of this process alone: what getrusage says is inherited from the one that started it."""
    line = next(each for each in Path("/proc/self/status").read_text().splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
