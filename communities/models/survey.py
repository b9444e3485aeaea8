from django.db import models
from django.db.models import Q

from communities.models.community import Community
from communities.models.fields import code_field, in_order, version_field
from communities.models.source import Source


class SurveyAnswer(models.Model):
    """What was found about one item of communities/survey_items.toml, coded as an integer by the item's kind.

    An item that was not surveyed has no row. A newer answer supersedes the one before, which keeps its dates, so that the
    answers of any past day can be read.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="answers")
    item = code_field(40)
    value = models.IntegerField()
    answered_on = models.DateField()
    superseded_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    version = version_field()

    class Meta:
        ordering = ["community", "item", "-answered_on"]
        constraints = [
            models.UniqueConstraint(
                "community", "item", condition=Q(superseded_on__isnull=True), name="one_current_answer_an_item"
            ),
            models.UniqueConstraint("community", "item", "answered_on", name="one_answer_an_item_a_day"),
            in_order("answered_on", "superseded_on", "answer_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.item} = {self.value} ({self.answered_on})"
