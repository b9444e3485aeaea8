"""The documents say what the code does."""

import tomllib
from pathlib import Path

from accounts.policy import policy
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
