"""The queue, without a worker beside it."""

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


def work_off() -> list[str]:
    """Does what waits in the queue, in its order; the names of the tasks."""
    names = []
    while job := ProcrastinateJob.objects.filter(status="todo").order_by("id").first():
        ProcrastinateJob.objects.filter(pk=job.pk)._raw_delete("default")  # its models are read only
        app.tasks[job.task_name].func(**job.args)
        names.append(job.task_name)
    return names
