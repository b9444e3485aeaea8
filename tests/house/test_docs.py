"""The documents say what the code does."""

import tomllib
from datetime import timedelta
from pathlib import Path

from accounts.policy import policy
from accounts.profiles import PROFILES
from intake.filling import limits

BASE = Path(__file__).resolve().parent.parent.parent


def test_every_column_of_every_kind_of_file_is_documented() -> None:
    page = (BASE / "docs" / "files.md").read_text()
    kinds = tomllib.loads((BASE / "intake" / "columns.toml").read_text())["kind"]
    assert page.count("\n## ") == len(kinds)
    for section in kinds.values():
        part = page.split(f"## {section['zh']} · {section['en']}\n")[1].split("\n## ")[0]
        for column, names in section["columns"].items():
            row = next((line for line in part.splitlines() if line.startswith(f"| `{column}` |")), "")
            assert all(name in row for name in names), column
            assert row, column


def test_every_field_of_a_form_is_documented() -> None:
    lines = (BASE / "docs" / "forms.md").read_text().splitlines()
    fields = tomllib.loads((BASE / "intake" / "filling" / "fields.toml").read_text())
    wanted = [f"| `{code}` | {row['zh']} | {row['en']} | {row.get('about', '')} |" for code, row in fields.items()]
    assert [line for line in lines if line.startswith("| `")] == wanted


def test_the_limits_of_a_form_are_those_that_are_documented() -> None:
    page = (BASE / "docs" / "forms.md").read_text()
    said = (
        f"{limits.MAX_FORM_BYTES // 1024**2} MiB ({limits.MAX_FORM_UNPACKED // 1024**2} MiB unpacked)",
        f"{limits.MAX_FORM_ENTRIES} parts",
        f"{limits.MAX_FORM_CELLS:,} cells",
        f"{limits.MAX_FORM_ROWS:,} rows",
        f"{limits.MAX_FORM_COLUMNS} columns",
        f"takes {limits.MAX_FILLED:,} communities",
    )
    assert [each for each in said if each not in page] == []


def test_every_role_has_its_row_for_administrators() -> None:
    lines = (BASE / "docs" / "people.md").read_text().splitlines()
    rows = [line.split(" | ")[:2] for line in lines if line.startswith("| `")]
    assert rows == [[f"| `{role.code}`", role.words.zh] for role in policy().roles.values()]


def test_the_profiles_of_logging_in_are_those_that_are_documented() -> None:
    page = (BASE / "docs" / "people.md").read_text()
    for name, values in _as_documented().items():
        assert f"| {name} | {' | '.join(values)} |" in page, name


def _as_documented() -> dict[str, list[str]]:
    """What a row of the table says, profile by profile; a dash where nothing is asked."""
    found = PROFILES.values()
    return {
        "wrong passwords before a name is locked at an address": [str(each.tries) for each in found],
        "for how many minutes": [str(each.cool_off // timedelta(minutes=1)) for each in found],
        "length of a password, at least": [str(each.length) for each in found],
        "of capitals, small letters, digits, other signs, at least": [str(each.kinds or "–") for each in found],
        "days after which another one must be chosen": [str(each.days or "–") for each in found],
        "passwords before, none of which may come again": [str(each.history or "–") for each in found],
        "minutes without a request after which a session ends": [str(each.idle // timedelta(minutes=1)) for each in found],
        "hours after which it ends in any case": [str(each.absolute // timedelta(hours=1)) for each in found],
        "roles that need a second factor": [
            ", ".join(f"`{role}`" for role in policy().roles if role in each.second_factor) or "–" for each in found
        ],
    }
