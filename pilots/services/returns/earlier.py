"""What was corrected in the quarters before: it belongs to the sums since the programme began."""

from collections import Counter

from communities.models import Division
from pilots.models import Correction, Programme, Return
from pilots.returns.quarters import Quarter


def corrected_before(programme: Programme, division: Division, quarter: Quarter) -> dict[str, int]:
    """Row -> the corrections of the last frozen revision of each quarter before, for the same place."""
    frozen = Return.objects.filter(programme=programme, division=division, frozen_at__isnull=False)
    newest: dict[Quarter, int] = {}
    for one in frozen.order_by("revision"):
        if one.of < quarter:
            newest[one.of] = one.pk
    sums: Counter[str] = Counter()
    for row, amount in Correction.objects.filter(of__in=newest.values(), withdrawn_at=None).values_list("row", "amount"):
        sums[row] += amount
    return {row: amount for row, amount in sorted(sums.items()) if amount}
