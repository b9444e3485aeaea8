"""The sample city in the test database, judged."""

import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assessments.facts import read_facts
from assessments.law import rules_on
from assessments.standards.evaluate import evaluate
from communities.scope import AreaScope
from intake.sample import SAMPLE_DAY, SOURCE_NAME, write_sample_city
from intake.services import bring_in

Verdicts = npt.NDArray[np.int8]


def load_sample_city() -> None:
    """Bring the sample files in like any others."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = bring_in(paths=write_sample_city(Path(folder)), by=None, source=SOURCE_NAME, provenance="sample")
    assert outcome.accepted, list(outcome.problems())


def verdicts_now() -> Verdicts:
    """(communities, rules): the verdicts of every sample community from the facts as they now stand in the database."""
    facts = read_facts(AreaScope.everywhere(), as_of=SAMPLE_DAY).facts
    return evaluate(rules_on(SAMPLE_DAY), facts, SAMPLE_DAY).verdict
