"""Boundaries of the divisions of the scope."""

from typing import Final

from communities.divisions import short_code
from communities.models import Division
from communities.selectors import within
from communities.words import Words
from intake.exports.boundaries import boundaries_of

EXPORT: Final = boundaries_of(
    lambda scope: within(Division.objects.all(), scope),
    ("division_code", "division_name", "geometry", "provenance"),
    why=Words(
        "有 {number} 条行政区边界折点过多，一个单元格放不下，未写出；GeoJSON 文件中有。",
        "{number} boundaries of divisions have too many corners for a cell and are left out; the GeoJSON file has them.",
    ),
    said=short_code,
    provenance="boundary_source__provenance",
)
