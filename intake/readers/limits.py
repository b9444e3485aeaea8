"""How much a file may hold. A small file can unpack to something that fills the machine."""

from typing import Final

MAX_FILE_BYTES: Final = 256 * 1024 * 1024
MAX_UNPACKED_BYTES: Final = 1024 * 1024 * 1024
MAX_WORKBOOK_BYTES: Final = 400 * 1024 * 1024  # unpacked: a sheet is held as a whole
MAX_ROWS: Final = 1_000_000
MAX_COLUMNS: Final = 500
MAX_CELL_CHARACTERS: Final = 32_767
MAX_SHEET_CELLS: Final = 30_000_000  # rows times columns, empty ones counted: a lone cell far out costs all between

# Geodata. A district has a few hundred boundaries of a few hundred corners, a province some ten thousand.
MAX_VERTICES: Final = 20_000_000  # of a file: 16 bytes each as numbers, 40 as text
MAX_SHAPE_VERTICES: Final = 1_000_000  # of one shape: it is held as a whole, and a corner is 200 bytes as a list of numbers
MAX_LAYERS: Final = 50
MAX_ARCHIVE_ENTRIES: Final = 1_000

# JSON is read as a whole: a list or mapping is 60 to 250 bytes, a number 24 and its place 8.
MAX_JSON_CONTAINERS: Final = 5_000_000
MAX_JSON_VALUES: Final = 30_000_000
MAX_JSON_LEVELS: Final = 60  # a map feature has eight

# A line of a CSV without an end: as long as any that fits the other limits.
MAX_LINE_CHARACTERS: Final = MAX_COLUMNS * MAX_CELL_CHARACTERS

# The process that reads what a library might die of: geodata and workbooks.
APART_MEMORY: Final = 2 * 1024 * 1024 * 1024  # of address space; the libraries alone take 0.4 GiB
APART_CPU_SECONDS: Final = 180  # a million points take 15
APART_WALL_SECONDS: Final = 600
