"""What is due in the scope."""

from datetime import date

from django.db.models import QuerySet

from communities.scope import AreaScope
from communities.selectors import within
from pilots.models import DueDate


def due_dates(scope: AreaScope) -> QuerySet[DueDate]:
    """By the day; what has ended too."""
    found = DueDate.objects.select_related("community", "project", "enrolment__programme").defer("community__boundary")
    return within(found, scope).order_by("due_day", "id")


def overdue_dates(scope: AreaScope, today: date) -> QuerySet[DueDate]:
    """What was due before that day and is still to be done, the longest first."""
    return due_dates(scope).filter(status="open", due_on__lt=today)
