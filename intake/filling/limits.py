"""How much a blank form may hold, and how much is filled in. A form is a page or two, not a data set."""

from typing import Final

MAX_FORM_BYTES: Final = 5 * 1024 * 1024
MAX_FORM_UNPACKED: Final = 20 * 1024 * 1024
MAX_FORM_ENTRIES: Final = 500
MAX_FORM_ROWS: Final = 5_000
MAX_FORM_COLUMNS: Final = 200
MAX_FORM_CELLS: Final = 100_000  # cells that the file names, in all sheets or tables; each is an object while it is read
MAX_FORM_SHEETS: Final = 50
MAX_PLACES: Final = 300  # of one form: more fit on no page
MAX_FILLED: Final = 5_000  # communities in one filled form
