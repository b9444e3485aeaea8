"""Why there is no plan, as it is kept with one that was refused: JSON, worded where it is shown."""

from dataclasses import asdict
from typing import Any

from assessments.remedies.planning.infeasible import Infeasible


def reasons_told(why: Infeasible) -> list[dict[str, Any]]:
    """Each with its ``kind`` and its numbers, in which positions stand for what the problem calls so."""
    return [{"kind": type(reason).__name__, **asdict(reason)} for reason in why.reasons]
