"""What has been read of a frame, so that several facts may rest on one reading."""

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from assessments.facts.frame import Frame

T = TypeVar("T")


def read_once(read: Callable[[Frame], T]) -> Callable[[Frame], T]:
    """A reader that reads the first time it is asked for a frame. What it found goes when the frame goes."""
    found: dict[int, T] = {}

    @wraps(read)
    def asked(frame: Frame) -> T:
        key = id(frame)
        if key not in found:
            found[key] = read(frame)
            weakref.finalize(frame, found.pop, key, None)
        return found[key]

    return asked
