"""Make .venv and install the pinned packages. Run by the Makefile with any Python 3.11 or later; standard library only.

Two of these may run at once (`make demo` beside `make test` in a fresh clone): the second waits for the first.
"""

import fcntl
import hashlib
import subprocess
import sys
import time
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
VENV, LOCK_FILE = BASE / ".venv", BASE / "requirements-dev.lock"
OLDEST = (3, 11)
NO_VENV = (
    "This Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv, "
    "or name another Python: make PYTHON=..."
)


def main() -> None:
    """Do nothing where the packages of the lock file are already there."""
    if sys.version_info < OLDEST:
        found = sys.version.split()[0]
        sys.exit(f"Python {OLDEST[0]}.{OLDEST[1]} or later is needed; this is {found}. Try: make PYTHON=python3.12 ...")
    with (BASE / ".venv.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        stamp = VENV / f"installed-{hashlib.sha256(LOCK_FILE.read_bytes()).hexdigest()[:12]}"
        if not stamp.exists():
            install()
            stamp.touch()


def install() -> None:
    if not (VENV / "bin" / "pip").exists():
        say("Making .venv")
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
        if made.returncode:
            sys.exit(NO_VENV)
    wanted = sum(1 for line in LOCK_FILE.read_text(encoding="utf-8").splitlines() if "==" in line)
    say(f"Installing {wanted} pinned packages into .venv (half a minute to a few minutes)")
    started = time.monotonic()
    follow(wanted)
    say(f"Installed in {time.monotonic() - started:.0f} s")


def follow(wanted: int) -> None:
    """Run pip and show how far it is. Its full output is shown where it fails."""
    command = [str(VENV / "bin" / "pip"), "install", "--disable-pip-version-check", "--require-hashes", "-r", str(LOCK_FILE)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines: list[str] = []
    for line in running.stdout or ():
        lines.append(line)
        if line.startswith("Collecting "):
            say(f"  {sum(1 for one in lines if one.startswith('Collecting '))}/{wanted} {line.split()[1]}")
        elif line.startswith("Installing "):
            say("  unpacking")
    if running.wait():
        sys.exit("".join(lines[-40:]))


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
