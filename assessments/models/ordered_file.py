from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from assessments.models.round import UNDER_WAY, Round, RoundState
from communities.models.fields import code_field, in_order


class OrderedFile(models.Model):
    """A document that takes longer than a page may: a worker makes it, and only whoever ordered it may fetch it, for a day.

    ``kind``, ``round``, ``places`` and ``asked`` as in IssuedDocument; ``suffix`` and ``lang``: of the file. ``told``: what it
    is of, in the words of whoever ordered it. It waits, runs and ends as a round does.
    """

    kind = code_field(20)
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    places = ArrayField(code_field(72))
    asked = models.JSONField(default=dict)
    suffix = code_field(8)
    lang = code_field(2)
    told = models.CharField(max_length=300)
    name = code_field(120, blank=True)
    content = models.FileField(upload_to="documents/", blank=True)
    size = models.BigIntegerField(default=0)
    state = models.CharField(max_length=9, choices=RoundState.choices, default=RoundState.WAITING)
    stage = code_field(20, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    trouble = code_field(40, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    request_key = code_field(64, blank=True)
    request_print = code_field(64, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            in_order("made_at", "finished_at", "file_times_in_order"),
            models.UniqueConstraint("made_by", "request_key", condition=~Q(request_key=""), name="one_file_a_request_key"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.kind}.{self.suffix}"

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY
