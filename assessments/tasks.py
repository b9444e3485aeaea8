"""The jobs of rounds and plans. What they do is in assessments/services; why this queue, in docs/decisions/0013."""

from procrastinate.contrib.django import app

from assessments.services.keeping import refresh_facts
from assessments.services.ordering import QUEUE
from assessments.services.planning.ordering import QUEUE as PLANS
from assessments.services.planning.working import work as make_plan
from assessments.services.working import work
from communities.circumstances import under


@app.task(name="rounds.judge", queue=QUEUE)
def judge_round(round_id: int) -> None:
    with under(via="job"):
        work(round_id)


@app.periodic(cron="* * * * *")
@app.task(name="rounds.refresh", queue=QUEUE, queueing_lock="rounds.refresh")
def refresh(timestamp: int) -> None:  # noqa: ARG001  a periodic task is told when it was due
    """What is written all day is not left for the next round to read."""
    refresh_facts()


@app.task(name="plans.make", queue=PLANS)
def make(plan_id: int) -> None:
    with under(via="job"):
        make_plan(plan_id)
