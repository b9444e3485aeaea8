"""How often Python looks for rings of objects while rows pass in millions: rows are no rings, and looking costs a quarter."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_SELDOM: Final = (200_000, 20, 20)  # objects since the last look; looks at the young before one at the older


@contextmanager
def seldom_swept() -> Iterator[None]:
    """As before again at the end."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
