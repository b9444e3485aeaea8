from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Division
from communities.models.fields import code_field, in_order


class RoundState(models.TextChoices):
    """A round that was ordered waits, runs, and ends in one of three ways."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    FINISHED = "finished", _("finished")
    CANCELLED = "cancelled", _("cancelled")
    FAILED = "failed", _("failed")


UNDER_WAY = (RoundState.WAITING, RoundState.RUNNING)


class Round(models.Model):
    """One assessment of a scope: the law of ``day`` applied to the data of ``as_of``.

    ``rules`` gives the order of every array of its scorecards. ``packs`` pins the law ([{id, version, checksum}]) and
    ``fingerprint`` the data (sha256 over the facts read). ``on_request``: judged by packs chosen for the occasion (other
    standards, a draft), so it is listed and never speaks for a place by itself. ``finished_at`` is empty while it runs, and
    stays so where it was cancelled or failed (``trouble``: the code of the reason). ``asked_packs``: those it was ordered
    with, None for the usual ones. A frozen round (``frozen_at``) never changes again: the database refuses.
    """

    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds")
    day = models.DateField()
    as_of = models.DateField()
    packs = models.JSONField()
    rules = ArrayField(code_field(30))
    on_request = models.BooleanField(default=False)
    communities = models.PositiveIntegerField(default=0)
    fingerprint = code_field(64, blank=True)
    software = models.CharField(max_length=40)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    state = models.CharField(max_length=9, choices=RoundState.choices, default=RoundState.FINISHED)
    asked_packs = models.JSONField(null=True, blank=True)
    stage = code_field(20, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    trouble = code_field(40, blank=True)
    request_key = code_field(64, blank=True)  # of whoever may ask twice: its Idempotency-Key, or that of the form
    request_print = code_field(64, blank=True)  # SHA-256 of what was asked
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            in_order("started_at", "finished_at", "round_times_in_order"),
            models.UniqueConstraint("started_by", "request_key", condition=~Q(request_key=""), name="one_round_a_request_key"),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True) | Q(finished_at__isnull=False), name="round_frozen_when_finished"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.day}"

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY
