"""Which coordinate systems are taken, and how: degrees as they are, projected ones made degrees of their own datum. Pure.

Codes are those of the EPSG register (version 12); what has none is known by the name of its datum. CGCS2000 and WGS84 differ
by centimetres and count as one. Beijing 1954 and Xian 1980 lie 50 to 150 m off, by parameters that are not public: refused.
"""

import re
from typing import Final

from intake.problems import FileRefused

_AS_THEY_ARE: Final = frozenset({4326, 4490, 4979, 4480})  # the last two with heights
_CGCS2000: Final = range(4491, 4555)  # Gauss-Krueger, zones of 6 and of 3 degrees, with and without the zone's number
_WGS84: Final = frozenset({3857, 3395, *range(32601, 32661)})  # web and world Mercator, UTM north
_OLD: Final = (
    ("Beijing 1954", frozenset({4214, *range(2401, 2443), *range(21413, 21424), *range(21453, 21464)})),
    ("Xian 1980", frozenset({4610, *range(2327, 2391)})),
    ("New Beijing", frozenset({4555, *range(4568, 4590), *range(4652, 4657), *range(4766, 4801), 4812, 4822})),
)
_DATUM: Final = re.compile(r'(?:DATUM|ENSEMBLE)\["([^"]*)"')
_DATUMS: Final = (
    ("EPSG:4490", re.compile("china_?(2000|geodetic)|cgcs_?2000", re.I)),
    ("EPSG:4326", re.compile("wgs_?(19)?84|world_geodetic_system_1984", re.I)),
)
_OLD_NAMES: Final = (
    ("New Beijing", re.compile("new_?beijing", re.I)),
    ("Beijing 1954", re.compile("beijing", re.I)),
    ("Xian 1980", re.compile("xi_?an|chinese_1980", re.I)),
)
_UNSET: Final = re.compile('^LOCAL_CS|^ENGCRS|undefined|DATUM\\["unknown"', re.I)


def is_unset(crs: str | None) -> bool:
    """True where a layer does not say what its coordinates are."""
    return not crs or bool(_UNSET.search(crs))


def target_of(crs: str, sheet: str) -> str | None:
    """The system of degrees to turn ``crs`` into, None where it is degrees already. Raises FileRefused."""
    code = int(crs.removeprefix("EPSG:")) if re.fullmatch("EPSG:[0-9]{1,9}", crs) else None
    if code in _AS_THEY_ARE:
        return None
    if code in _CGCS2000:
        return "EPSG:4490"
    if code in _WGS84:
        return "EPSG:4326"
    datum = _datum(crs)
    _refuse_old(code, datum, sheet)
    found = next((target for target, names in _DATUMS if names.match(datum)), None)
    if found is None:
        raise FileRefused("crs_unsupported", sheet=sheet, value=crs)
    return found


def _datum(crs: str) -> str:
    """``D_China_2000``, ``China_2000`` and ``China 2000`` are one name."""
    named = _DATUM.search(crs)
    return named[1].replace(" ", "_").removeprefix("D_") if named else ""


def _refuse_old(code: int | None, datum: str, sheet: str) -> None:
    by_code = (name for name, codes in _OLD if code in codes)
    by_name = (name for name, names in _OLD_NAMES if names.search(datum))
    name = next(by_code, None) or next(by_name, None)
    if name:
        raise FileRefused("crs_old_datum", sheet=sheet, name=name)
