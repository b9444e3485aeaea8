"""A line of a benchmark: what was done, how long it took, and the largest memory of this process so far."""

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def timed(what: str) -> Iterator[list[float]]:
    """Print seconds and peak memory (MiB); the list receives the seconds."""
    took: list[float] = []
    started = time.perf_counter()
    yield took
    took.append(time.perf_counter() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"\n{what:<58} {took[0]:8.2f} s   peak {peak:6.0f} MiB")
    sys.stdout.flush()
