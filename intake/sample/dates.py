"""The days of the sample. Nothing else in it asks what day it is."""

from datetime import date

SAMPLE_DAY = date(2026, 6, 30)
"""The data speaks of this day. Every other date lies on or before it, except deliberate openings and lease ends."""

COUNT_DAYS = (date(2023, 12, 31), date(2024, 12, 31))
"""Plain household counts."""
BANDS_DAY = date(2025, 12, 31)
"""The latest count, with age bands."""
SURVEY_DAYS = (date(2026, 3, 2), date(2026, 6, 12))
INVENTORY_DAYS = (date(2026, 4, 1), date(2026, 6, 20))
FUTURE_OPENING = date(2026, 12, 1)
FUTURE_SCHOOL = date(2027, 9, 1)
COMPLEX_CLOSING = date(2025, 11, 30)
BUILT = ((2016, 2023), (1996, 2012), (1978, 1999))
"""First and last year in which the compounds of the three districts were finished."""
