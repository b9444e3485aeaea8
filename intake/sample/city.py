"""The files of the sample city, in the order in which they must come in."""

from collections.abc import Callable
from pathlib import Path

from intake.sample.declarations import inventories
from intake.sample.premises import premises
from intake.sample.register import facility_table
from intake.sample.residents import age_bands, compounds, household_counts
from intake.sample.survey import answers, inspections
from intake.sample.tables import Table
from intake.sample.territory import boundaries, community_table, divisions
from intake.sample.writing import write_csv, write_geojson, write_xlsx

TABLES: dict[str, Callable[[], Table]] = {
    "01-sample-divisions.csv": divisions,
    "02-sample-communities.csv": community_table,
    "04-sample-compounds.csv": compounds,
    "05-sample-households.csv": household_counts,
    "06-sample-age-bands.xlsx": age_bands,
    "07-sample-facilities.xlsx": facility_table,
    "08-sample-premises.csv": premises,
    "09-sample-inspections.xlsx": inspections,
    "10-sample-answers.csv": answers,
    "11-sample-inventories.csv": inventories,
}
BOUNDARIES = "03-sample-boundaries.geojson"


def write_table(path: Path, content: Table) -> None:
    writer = write_xlsx if path.suffix == ".xlsx" else write_csv
    writer(path, content)


def write_sample_city(folder: Path) -> tuple[Path, ...]:
    """Write the files of the sample city into ``folder`` (made if absent); return them in the order of import.

    Files of the same names are replaced, and are the same bytes every time. Raises OSError where the folder cannot be
    written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in TABLES.items():
        write_table(folder / name, make())
    write_geojson(folder / BOUNDARIES, boundaries())
    return tuple(folder / name for name in sorted((*TABLES, BOUNDARIES)))
