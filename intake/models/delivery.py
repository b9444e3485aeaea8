from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.models import Act, Division, Provenance
from communities.models.fields import code_field
from communities.scope import EVERYWHERE


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, not stored")
    STORING = "storing", _("being stored")
    STORED = "stored", _("stored")
    REJECTED = "rejected", _("rejected, nothing stored")
    CANCELLED = "cancelled", _("cancelled, nothing stored")
    FAILED = "failed", _("stopped by a fault, nothing stored")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


RUNNING = (DeliveryState.WAITING, DeliveryState.CHECKING, DeliveryState.STORING, DeliveryState.UNDOING)


class Delivery(models.Model):
    """Files that somebody brought together: they come in as a whole, and can be undone as a whole.

    ``division`` is where it may write (empty: everywhere). ``act`` is what it did to the data, once it is stored; both are
    written in one transaction. ``stage``, ``file_at`` and ``rows_done`` say how far the step under way is.
    """

    unsaid = ("preview",)

    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    division = models.ForeignKey(Division, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source_name = models.CharField(max_length=200, blank=True)
    supplier = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    provenance = models.CharField(max_length=10, choices=Provenance.choices, blank=True)
    day = models.DateField(null=True, blank=True)
    datum = code_field(10, blank=True)
    kinds = models.JSONField(default=dict)  # what a person said a table is, by "file|sheet"
    good_rows = models.BooleanField(default=False)
    act = models.OneToOneField(Act, null=True, blank=True, on_delete=models.PROTECT, related_name="delivery")
    preview = models.JSONField(default=list)
    stage = code_field(10, blank=True)
    file_at = models.CharField(max_length=255, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    fault = code_field(30, blank=True)  # the problem code of what stopped the last step, where no row is to blame
    annotated_zh = models.FileField(upload_to="deliveries", max_length=255, blank=True)
    annotated_en = models.FileField(upload_to="deliveries", max_length=255, blank=True)
    request_key = code_field(64, blank=True)  # of a program that may ask twice: its Idempotency-Key
    request_print = code_field(64, blank=True)  # SHA-256 of what it asked

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                "brought_by", "request_key", condition=~models.Q(request_key=""), name="one_delivery_a_request_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"

    @property
    def path(self) -> str:
        """The division path below which it may write."""
        return self.division.path if self.division else EVERYWHERE

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING


class DeliveredFile(models.Model):
    """A file as it was brought, kept for a while (see intake/keeping.py). One with personal data is deleted at once."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    content = models.FileField(upload_to="deliveries", max_length=255, blank=True)  # empty once it has been deleted

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
