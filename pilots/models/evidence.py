from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models.fields import code_field
from pilots.models.project import KeyProject


class EvidenceKind(models.TextChoices):
    PHOTO = "photo", _("photo")
    DOCUMENT = "document", _("document")


class EvidenceStage(models.TextChoices):
    BEFORE = "before", _("before")
    DURING = "during", _("during")
    AFTER = "after", _("after")


class Evidence(models.Model):
    """A photo or a document that shows a project before, during or after it (佐证材料; decision 0030).

    The file lies in the private storage under a name of ours; ``sha256`` and ``size`` (bytes) are of what lies there. A photo
    was written anew, without the data of its camera; ``preview`` is a small one for lists. The name that the file had is not
    kept: names name people. Of one that was removed the row stays and the file is gone.
    """

    project = models.ForeignKey(KeyProject, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=8, choices=EvidenceKind.choices)
    stage = models.CharField(max_length=6, choices=EvidenceStage.choices)
    shows = models.CharField(max_length=200)
    taken_on = models.DateField(null=True, blank=True)
    media_type = code_field(20)
    sha256 = code_field(64)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    content = models.FileField(upload_to="evidence", max_length=255, blank=True)
    preview = models.FileField(upload_to="evidence", max_length=255, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["project", "pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                "project", "sha256", condition=Q(removed_at__isnull=True), name="one_evidence_a_file"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) & ~Q(content="") | Q(removed_at__isnull=False, content="", preview=""),
                name="evidence_has_its_file",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of {self.project_id}"

    @property
    def is_photo(self) -> bool:
        return self.kind == EvidenceKind.PHOTO
