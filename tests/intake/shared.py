"""The shared folder of real files. Tests that need it are skipped where it is not there."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("WANZHENG_SHARED_DATA") or REPOSITORY.parent / "shared" / "data")

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the shared real files are not at {SHARED} (set WANZHENG_SHARED_DATA)"
)
