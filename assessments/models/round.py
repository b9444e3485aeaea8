from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from communities.models import Division
from communities.models.fields import code_field, in_order


class Round(models.Model):
    """One assessment of a scope: the law of ``day`` applied to the data of ``as_of``.

    ``rules`` gives the order of every array of its scorecards. ``packs`` pins the law ([{id, version, checksum}]) and
    ``fingerprint`` the data (sha256 over the facts read). ``on_request``: judged by packs chosen for the occasion (other
    standards, a draft), so it is listed and never speaks for a place by itself. ``finished_at`` is empty while it runs.
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

    class Meta:
        ordering = ["-pk"]
        constraints = [in_order("started_at", "finished_at", "round_times_in_order")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.day}"
