"""The repository keeps its own rules."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from django.apps import apps

BASE = Path(__file__).resolve().parent.parent.parent
APPS = ("accounts", "intake", "pilots", "assessments", "facilities", "communities")
TEXT = {".py", ".html", ".css", ".js", ".toml", ".md", ".yml", ".lock", ".sh", ".po", ".txt", ""}
LONGEST_FILE = 400
HOSTS = re.compile(r"(pypi\.org|pythonhosted|npmjs|deb\.debian|artifactory|files\.pyth)", re.IGNORECASE)


def tracked() -> list[Path]:
    """Files of the repository: those git knows, those it would add, or all of them where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607  (git is found on the PATH)
        cwd=BASE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    names = listed.stdout.splitlines() if listed.returncode == 0 else [str(path.relative_to(BASE)) for path in BASE.rglob("*")]
    return [BASE / name for name in names if (BASE / name).is_file()]


FILES = tracked()
CODE = [path for path in FILES if path.suffix == ".py" and "migrations" not in path.parts]


def test_no_file_is_longer_than_the_house_allows() -> None:
    long = {str(path.relative_to(BASE)): count for path in CODE if (count := len(path.read_text().splitlines())) > LONGEST_FILE}
    assert long == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    nothing = {"utils", "helpers", "common", "core", "misc"}
    assert [path for path in FILES if {path.stem, *path.relative_to(BASE).parts} & nothing] == []


def test_every_module_of_an_app_that_does_something_says_what() -> None:
    quiet = [
        path
        for path in CODE
        if path.stat().st_size > 600 and not path.read_text().lstrip().startswith(('"""', "#!", "from", "import"))
    ]
    assert quiet == []


def test_no_registry_host_is_named() -> None:
    here = Path(__file__)
    named = [path for path in FILES if path.suffix in TEXT and path != here and HOSTS.search(path.read_text(errors="ignore"))]
    assert named == []


def test_lock_files_hold_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (BASE / name).read_text()
        assert "://" not in text
        assert text.count("==") <= text.count("--hash=")


def test_every_dependency_says_why_it_is_here_and_is_locked() -> None:
    project = (BASE / "pyproject.toml").read_text()
    listed = tomllib.loads(project)["project"]
    wanted = [*listed["dependencies"], *listed["optional-dependencies"]["dev"]]
    lock = (BASE / "requirements-dev.lock").read_text()
    for one in wanted:
        assert re.search(rf'^    "{re.escape(one)}",\s+# .+', project, re.MULTILINE), one
        assert re.sub(r"\[.*?\]", "", one).split("==")[0] in lock, one


def test_the_two_commands_of_the_readmes_are_in_the_makefile() -> None:
    makefile = (BASE / "Makefile").read_text()
    for readme in ("README.md", "README.zh-Hans.md"):
        commands = re.findall(r"^make (\w+)", (BASE / readme).read_text(), re.MULTILINE)
        assert commands[:2] == ["demo", "test"]
        assert all(f"\n{command}:" in makefile for command in commands)


def test_what_the_readmes_point_at_exists() -> None:
    for readme in ("README.md", "README.zh-Hans.md", "CONTRIBUTING.md"):
        links = re.findall(r"\]\((?!http)([^)#]+)", (BASE / readme).read_text())
        assert [link for link in links if not (BASE / link).exists()] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (BASE / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_compose_gives_production_every_setting_it_demands() -> None:
    compose = yaml.safe_load((BASE / "docker-compose.yml").read_text())
    given = set(compose["services"]["web"]["environment"])
    settings = "".join((BASE / "config" / "settings" / f"{name}.py").read_text() for name in ("base", "production"))
    demanded = set(re.findall(r'env\.\w+\("(\w+)"\)', settings))
    assert demanded <= given
    assert set(re.findall(r'env\.\w+\("(\w+)"', settings)) >= given - {"DATABASE_URL"}


def test_compose_has_no_default_password_and_runs_no_root() -> None:
    text = (BASE / "docker-compose.yml").read_text()
    assert re.findall(r"(?:PASSWORD|SECRET_KEY): (\S+)", text)
    assert all(value.startswith("${") and ":?" in value for value in re.findall(r"(?:PASSWORD|SECRET_KEY): (.+)", text))
    assert re.search(r"^USER \d+", (BASE / "Dockerfile").read_text(), re.MULTILINE)
    assert all("healthcheck" in service for name, service in yaml.safe_load(text)["services"].items() if name == "database")


def test_the_environment_example_has_every_secret_of_compose_and_no_value() -> None:
    example = dict(
        line.split("=", 1) for line in (BASE / ".env.example").read_text().splitlines() if "=" in line and line[0] != "#"
    )
    demanded = set(re.findall(r"\$\{(\w+):\?", (BASE / "docker-compose.yml").read_text()))
    assert demanded <= set(example)
    assert all(example[name] == "" for name in demanded)


@pytest.mark.parametrize("app", APPS)
def test_every_model_can_be_named_and_is_explained(app: str) -> None:
    for model in apps.get_app_config(app).get_models():
        assert "__str__" in vars(model) or app == "accounts", model
        assert model.__doc__ is not None
        assert not model.__doc__.startswith(f"{model.__name__}("), f"{model.__name__} has no docstring"


def test_no_model_holds_a_person() -> None:
    personal = re.compile(r"(id_card|identity|phone|birth|person|surname|gender|first_name|last_name)")
    found = [
        f"{model.__name__}.{field.name}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if model.__name__ != "User"  # an official who logs in, not a resident
        for field in model._meta.get_fields()
        if personal.search(field.name)
    ]
    assert found == []
