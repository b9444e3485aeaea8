from django.db import models
from django.utils.translation import gettext_lazy as _


class Provenance(models.TextChoices):
    """Whether a figure speaks of the real world. Synthetic and sample figures are labelled wherever they show."""

    RECORDED = "recorded", _("recorded")
    SYNTHETIC = "synthetic", _("synthetic")
    SAMPLE = "sample", _("sample")


class Source(models.Model):
    """Where a figure comes from: a register, a survey, a file, with its supplier, licence and vintage."""

    name = models.CharField(max_length=200, unique=True)
    provenance = models.CharField(max_length=10, choices=Provenance.choices, default=Provenance.RECORDED)
    supplier = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    vintage = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
