"""The jobs of rounds, plans and documents. What they do is in assessments/services; why this queue, in docs/decisions/0013."""

from procrastinate.contrib.django import app

from assessments.reports.paper_writers import written
from assessments.services.documents.ordering import QUEUE as DOCUMENTS
from assessments.services.documents.purging import purge_files
from assessments.services.documents.working import work as make_file
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


@app.task(name="documents.make", queue=DOCUMENTS)
def make_document(file_id: int) -> None:
    with under(via="job"):
        make_file(file_id, written)


@app.periodic(cron="20 * * * *")
@app.task(name="documents.purge", queue=DOCUMENTS, queueing_lock="documents.purge")
def purge(timestamp: int) -> None:  # noqa: ARG001  a periodic task is told when it was due
    with under(via="job"):
        purge_files()
