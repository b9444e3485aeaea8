from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models.block import Block
from communities.models.division import Division
from communities.models.fields import code_field, in_order, on_earth, version_field
from communities.models.source import Source


class BuildClass(models.TextChoices):
    """New-built communities must concentrate everything; existing ones may use all five remedies."""

    NEW = "new", _("new-built")
    EXISTING = "existing", _("existing")
    UNKNOWN = "unknown", _("not known")


class Community(models.Model):
    """The area of one residents' committee (居委会辖区): the unit that is assessed.

    ``lng`` and ``lat`` are WGS84 / CGCS2000 degrees (equal here to well under a metre); a point brought in another datum
    keeps its original in ``point_given``. ``boundary`` is WKB in the same datum, with its bounding box beside it.
    ``central_heating`` and ``in_block`` are None where nobody has said.
    """

    code = code_field(unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="communities")
    path = code_field(72, unique=True)
    kind = models.CharField(max_length=20, default="committee")
    build_class = models.CharField(max_length=8, choices=BuildClass.choices, default=BuildClass.UNKNOWN)
    central_heating = models.BooleanField(null=True, blank=True)
    in_block = models.BooleanField(null=True, blank=True)
    block = models.ForeignKey(Block, null=True, blank=True, on_delete=models.PROTECT, related_name="communities")
    lng = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    point_given = models.CharField(max_length=60, blank=True)
    boundary = models.BinaryField(null=True, blank=True)
    west = models.FloatField(null=True, blank=True)
    south = models.FloatField(null=True, blank=True)
    east = models.FloatField(null=True, blank=True)
    north = models.FloatField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="communities")
    version = version_field()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "communities"
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{12}$"), name="community_code_has_12_digits"),
            models.CheckConstraint(condition=~Q(code__endswith="000"), name="community_code_is_a_committee"),
            models.CheckConstraint(
                condition=Q(block__isnull=True) | Q(in_block__isnull=False, in_block=True), name="community_block_said"
            ),
            in_order("valid_from", "valid_to", "community_dates_in_order"),
            on_earth("community_on_earth"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
