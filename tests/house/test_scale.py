"""Any number of processes may run, and docs/scale.md says what the code does."""

import re
from pathlib import Path

from django.conf import settings

from config.databases import IMPATIENT, KEPT
from config.replica.standby import REST, State
from tests.house.test_repository import APPS, BASE, CODE

SCALE = (BASE / "docs" / "scale.md").read_text()
DECISION = (BASE / "docs" / "decisions" / "0018-a-standby-for-reading.md").read_text()


def test_no_process_keeps_for_itself_what_another_needs() -> None:
    """Django's default cache lives in one process. Sessions live in the database, messages with the reader."""
    keeping = re.compile(r"django\.core\.cache|django\.views\.decorators\.cache import cache_page|\{% load cache %\}")
    pages = [*(BASE / "templates").rglob("*.html")]
    ours = [path for path in CODE if path.relative_to(BASE).parts[0] in (*APPS, "config")]
    assert [path for path in (*ours, *pages) if keeping.search(path.read_text())] == []
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    assert settings.MESSAGE_STORAGE == "django.contrib.messages.storage.fallback.FallbackStorage"


def test_files_lie_in_the_one_folder_that_is_shared() -> None:
    written = [
        str(path.relative_to(BASE))
        for path in CODE
        if path.relative_to(BASE).parts[0] in APPS and "BASE_DIR" in path.read_text()
    ]
    assert written == ["intake/management/commands/demo.py"]
    assert settings.STORAGES["default"]["BACKEND"] == "django.core.files.storage.FileSystemStorage"
    assert "`FILES`" in SCALE


def test_what_the_page_says_of_the_settings_is_so() -> None:
    assert f"`REPLICA_MAX_LAG` ({settings.REPLICA_MAX_LAG} seconds" in SCALE
    assert f"(`REPLICA_MAX_LAG`, {settings.REPLICA_MAX_LAG} s)" in DECISION
    assert KEPT["CONN_MAX_AGE"] == 60
    assert "a connection for a minute" in SCALE
    assert f"alone for {REST:.0f} seconds; connecting takes {IMPATIENT['connect_timeout']} at most" in DECISION
    assert [state for state in State if state is not State.BEHIND and f"`{state}`" not in SCALE] == []


def test_both_readmes_lead_to_it() -> None:
    for readme in ("README.md", "README.zh-Hans.md"):
        assert "(docs/scale.md)" in (BASE / readme).read_text()


def test_what_the_page_and_the_decision_point_at_exists() -> None:
    for page in (Path("docs/scale.md"), Path("docs/decisions/0018-a-standby-for-reading.md")):
        links = re.findall(r"\]\((?!http)([^)#]+)", (BASE / page).read_text())
        assert links
        assert [link for link in links if not (BASE / page.parent / link).exists()] == []
