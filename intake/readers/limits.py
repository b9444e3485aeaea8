"""How much a file may hold. A small file can unpack to something that fills the machine."""

from typing import Final

MAX_FILE_BYTES: Final = 256 * 1024 * 1024
MAX_UNPACKED_BYTES: Final = 1024 * 1024 * 1024
MAX_WORKBOOK_BYTES: Final = 400 * 1024 * 1024  # unpacked: a sheet is held as a whole
MAX_ROWS: Final = 1_000_000
MAX_COLUMNS: Final = 500
MAX_CELL_CHARACTERS: Final = 32_767
MAX_SHEET_CELLS: Final = 30_000_000  # rows times columns, empty ones counted: a lone cell far out costs all between
