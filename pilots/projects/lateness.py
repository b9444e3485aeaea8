"""Whether something is late, and by how many days. Nothing is late on the day itself. Pure."""

from datetime import date


def days_late(due_on: date | None, *, today: date, is_open: bool) -> int | None:
    """Days since it was due of what is still to be done; 0 while there is time, and of what has ended. None: no day was set, so
    nobody can say.
    """
    if due_on is None:
        return None
    return max((today - due_on).days, 0) if is_open else 0


def days_after(due_on: date | None, done_on: date | None) -> int | None:
    """How many days after it was due something was done (0: in time); None where one of the two is not known."""
    if due_on is None or done_on is None:
        return None
    return max((done_on - due_on).days, 0)
