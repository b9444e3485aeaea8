from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from assessments.models.round import Round
from communities.models.fields import code_field


class IssuedDocument(models.Model):
    """What a document that was given out said, in figures; its code is printed on it. The database refuses to change a row.

    ``kind``: one of assessments/documents/kinds.py. ``places``: paths of the divisions or the community it speaks of.
    ``asked``: what it was narrowed to.
    ``content``: the figures (assessments/documents/content.py), ``digest`` their SHA-256: the same
    figures have one row and one code. ``rows``: the single rows behind them, where they are few. ``labels`` as in Scorecard.
    """

    unsaid = ("content", "rows")
    code = code_field(12, unique=True)
    kind = code_field(20)
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    places = ArrayField(code_field(72))
    asked = models.JSONField(default=dict)
    content = models.JSONField()
    rows = models.JSONField(null=True)
    digest = code_field(64, unique=True)
    labels = models.PositiveSmallIntegerField(default=0)
    software = models.CharField(max_length=40)
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
