"""Blank forms of other offices, and what belongs where in them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Division
from communities.models.fields import code_field
from communities.scope import EVERYWHERE


class FormKind(models.TextChoices):
    XLSX = "xlsx", "Excel"
    DOCX = "docx", "Word"


class FormLanguage(models.TextChoices):
    ZH = "zh", _("Chinese")
    EN = "en", _("English")


class BlankForm(models.Model):
    """An empty form as an office sent it, with the division whose people use it (None: everywhere).

    ``version`` counts the times that what belongs where was said anew. ``says_unknown``: what is not known is filled in as a
    word, else the place stays empty; never 0. A form that was removed keeps its row, without the file.
    """

    unsaid = ("content",)

    name = models.CharField(max_length=100)
    file_name = models.CharField(max_length=255)
    sha256 = code_field(64)
    kind = models.CharField(max_length=4, choices=FormKind.choices)
    content = models.BinaryField()
    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=FormLanguage.choices, default=FormLanguage.ZH)
    says_unknown = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(null=True, blank=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "sha256", "division", condition=Q(removed_at__isnull=True), nulls_distinct=False, name="one_form_a_division"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.file_name})"

    @property
    def path(self) -> str:
        """The path of its division."""
        return self.division.path if self.division else EVERYWHERE


class FormPlacement(models.Model):
    """What belongs into one place of a form: a field of intake/filling/fields.toml, and what it is about.

    ``part``, ``row``, ``column`` and ``number`` as in intake.filling.places.Place.
    """

    form = models.ForeignKey(BlankForm, on_delete=models.CASCADE, related_name="placements")
    kind = code_field(8)
    part = models.PositiveSmallIntegerField()
    row = models.PositiveIntegerField()
    column = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=0)
    field = code_field(40)
    about = code_field(40, blank=True)

    class Meta:
        ordering = ["form", "part", "row", "column", "number"]
        constraints = [models.UniqueConstraint("form", "kind", "part", "row", "column", "number", name="one_field_a_place")]

    def __str__(self) -> str:
        return f"{self.field} at {self.kind} {self.part}/{self.row}/{self.column}"
