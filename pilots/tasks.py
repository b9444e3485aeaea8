"""The jobs of the pilots' room. What they do is in pilots/services; why this queue, in docs/decisions/0013."""

from procrastinate.contrib.django import app

from pilots.services.evidence import sweep_evidence


@app.periodic(cron="45 * * * *")
@app.task(name="pilots.sweep", queue="intake", queueing_lock="pilots.sweep")
def sweep(timestamp: int) -> None:  # noqa: ARG001  a periodic task is told when it was due
    """Files that no row names, because somebody was killed between the two."""
    sweep_evidence()
