"""The jobs of rounds. What they do is in assessments/services/working.py; why this queue, in docs/decisions/0013."""

from procrastinate.contrib.django import app

from assessments.services.ordering import QUEUE
from assessments.services.working import work


@app.task(name="rounds.judge", queue=QUEUE)
def judge_round(round_id: int) -> None:
    work(round_id)
