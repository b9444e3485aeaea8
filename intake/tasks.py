"""The jobs of the queue. What they do is in intake/deliveries/working.py; why this queue, in docs/decisions/0013."""

import asyncio

from django.contrib.auth import get_user_model
from procrastinate import JobContext
from procrastinate.contrib.django import app

from communities.circumstances import under
from intake.deliveries import working
from intake.deliveries.keeping import purge

QUEUE = "intake"


@app.task(name="intake.check", queue=QUEUE)
def check(delivery: int) -> None:
    with under(via="job"):
        working.check(delivery)


@app.task(name="intake.store", queue=QUEUE)
def store(delivery: int) -> None:
    with under(via="job"):
        working.store(delivery)


@app.task(name="intake.undo", queue=QUEUE)
def undo(delivery: int, by: int) -> None:
    with under(via="job"):
        working.undo(delivery, get_user_model().objects.get(pk=by))


@app.periodic(cron="30 3 * * *")
@app.task(name="intake.purge", queue=QUEUE)
def purge_files(timestamp: int) -> None:  # noqa: ARG001  a periodic task is told when it was due
    purge()


@app.periodic(cron="* * * * *")
@app.task(name="intake.resume", queue="resume", pass_context=True)
async def resume(context: JobContext, timestamp: int) -> None:  # noqa: ARG001  as above
    """Jobs of workers that were killed are begun anew: a worker that lives says so every ten seconds."""
    manager = context.app.job_manager
    stalled = await manager.get_stalled_jobs(seconds_since_heartbeat=30)
    await asyncio.gather(*(manager.retry_job(job) for job in stalled))
