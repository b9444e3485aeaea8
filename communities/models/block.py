from django.db import models

from communities.models.fields import code_field


class Block(models.Model):
    """An active block (活力街区): communities that share schools, a nursing home and a hospital."""

    code = code_field(40, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
