"""``python -m intake.apart.child FOLDER < request.json``: reads the files in the folder, leaves lines and an answer there.

The process limits itself before it loads anything that parses. What it cannot read it says in its answer; where it dies, the
readers see that it did.
"""

import dataclasses
import errno
import importlib
import json
import resource
import sys
from pathlib import Path
from typing import Any, Final

from intake.apart.request import ANSWER, OVER_LIMIT, Caps, request_of
from intake.problems import FileRefused

# Modules with ``written(request, folder)``: what each found in the files, as dataclasses.
JOBS: Final = {"geodata": "intake.apart.writing", "workbook": "intake.readers.book_lines"}


def main(folder: Path) -> None:
    """Leaves ``answer.json``: what was found, or the problem that refuses the file."""
    request = request_of(json.load(sys.stdin))
    limit(request.caps)
    try:
        found = importlib.import_module(JOBS[request.job]).written(request, folder)
        answer: dict[str, Any] = {"found": [dataclasses.asdict(each) for each in found]}
    except FileRefused as refused:
        answer = {"refused": _told(refused)}
    except Exception as error:  # whatever the library makes of a file is the file's fault
        if _is_over(error):
            sys.exit(OVER_LIMIT)
        answer = {"refused": {"code": "file_damaged", "details": {"reason": _reason(error, folder)}}}
    (folder / ANSWER).write_text(json.dumps(answer), encoding="utf-8")


def limit(caps: Caps) -> None:
    """Memory, processor time and what may be written, for good; a lower limit that stands already stays."""
    wanted = ((resource.RLIMIT_AS, caps.memory), (resource.RLIMIT_CPU, caps.seconds), (resource.RLIMIT_FSIZE, caps.written))
    for kind, most in (*wanted, (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def _is_over(error: Exception) -> bool:
    """True where it is not the file that is at fault, but what it asks for."""
    is_full = isinstance(error, OSError) and error.errno == errno.EFBIG
    is_small = isinstance(error, MemoryError | ImportError)  # the libraries are there: they could not be loaded
    return is_full or is_small or "memory" in str(error) or "too big" in str(error)


def _told(refused: FileRefused) -> dict[str, Any]:
    problem = refused.problem
    place = {"sheet": problem.sheet, "column": problem.column, "value": problem.value, "row": problem.row}
    return {"code": problem.code, "details": {**problem.details, **{key: value for key, value in place.items() if value}}}


def _reason(error: Exception, folder: Path) -> str:
    """What the library says, without the place where the file lies for the moment."""
    return (str(error).splitlines() or [type(error).__name__])[0].replace(f"{folder}/", "")[:200]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
