"""Where the peers are that this project does not depend on.

Those of the extra ``bench`` live in .venv. OpenFisca-core is AGPL and brings a calendar and a compiler of expressions with it,
so it gets an environment of its own below ``.bench``. ``python -m tests.bench.nation_peers`` installs what is missing; a peer
that cannot be had is named with its reason, and nothing fails.
"""

import importlib.util
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
OPENFISCA: Final = "openfisca-core==46.0.1"  # tax and benefit rules over arrays: the nearest relative of the engine
_ALONE: Final = ROOT / ".bench" / "openfisca"
_SCRIPT: Final = Path(__file__).with_name("nation_openfisca.py")
_SHOWN: Final = 300


class NoPeer(Exception):
    """It cannot be had here: the reason."""


def extra() -> list[str]:
    """The pins of the extra ``bench``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: list[str] = project["optional-dependencies"]["bench"]
    return found


def install_extra() -> None:
    """Into this environment. Raises NoPeer."""
    missing = [pin for pin in extra() if importlib.util.find_spec(pin.split("==")[0]) is None]
    if missing:
        _pip(Path(sys.executable), missing)


def openfisca() -> Path:
    """The Python that has OpenFisca-core; made the first time. Raises NoPeer."""
    python = _ALONE / "bin" / "python"
    if not python.exists():
        _run([sys.executable, "-m", "venv", str(_ALONE)])
    if subprocess.run([python, "-c", "import openfisca_core"], capture_output=True, check=False).returncode:
        _pip(python, [OPENFISCA])
    return python


def ask_openfisca(folder: Path) -> dict[str, Any]:
    """What nation_openfisca.py tells of the arrays of a folder. Raises NoPeer."""
    told: dict[str, Any] = json.loads(_run([str(openfisca()), str(_SCRIPT), str(folder)]).splitlines()[-1])
    return told


def require(*modules: str) -> None:
    """Raises NoPeer where one of the extra's packages is not there."""
    for module in modules:
        if importlib.util.find_spec(module) is None:
            raise NoPeer(f"{module} is not installed (python -m tests.bench.nation_peers)")


def _pip(python: Path, pins: list[str]) -> None:
    _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *pins])


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoPeer(f"{Path(command[0]).name} {command[1]}: {(done.stderr or done.stdout).strip()[-_SHOWN:]}")
    return done.stdout


def main() -> None:
    for install in (install_extra, openfisca):
        try:
            install()
        except NoPeer as reason:
            sys.stderr.write(f"{install.__name__}: {reason}\n")


if __name__ == "__main__":
    main()
