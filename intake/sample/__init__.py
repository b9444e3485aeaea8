"""A sample city that exists nowhere, as the ordinary files a clerk would have. Labelled 示例数据 / sample data.

Sample Province (90) with Qinghe City (9001) and its three districts are invented: no province has the code 90, and no
division or committee of the official lists bears these names. The coordinates lie over the open water of a lake.
Nothing here is measured; no figure may be quoted. ``write_sample_city(folder)`` writes eleven files and returns them in
the order of import; every draw comes from SHA-256 of its own key, so the files are the same everywhere and every time.

README
------
file (in order of import)    what it holds                                       form
01-sample-divisions.csv      province, city, 3 districts, 9 sub-districts        CSV, UTF-8 with byte order mark
02-sample-communities.csv    81 communities with class, heating, block, point    CSV
03-sample-boundaries.geojson 80 polygons                                         GeoJSON
04-sample-compounds.csv      281 compounds, their households, year               CSV
05-sample-households.csv     counts of the ends of 2023 and 2024                 CSV
06-sample-age-bands.xlsx     counts of the end of 2025 with age bands            XLSX, a title above the header
07-sample-facilities.xlsx    2,000 facilities                                    XLSX, real date cells
08-sample-premises.csv       65 rooms, buildings and plots                       CSV
09-sample-inspections.xlsx   state and smart-service items, a column each        XLSX, wide
10-sample-answers.csv        all other survey items, a row each, with evidence   CSV, long
11-sample-inventories.csv    lists declared complete                             CSV in English

district                     character                            pilots
900101 苇川区 Weichuan       mostly new-built                     4 (3-5 is right)
900102 麓安区 Lu'an          existing, central heating            2 (too few)
900103 旧渡区 Jiudu          old compounds                        6 (too many)

block                        communities                          what it shows
QH-B01 萤湾活力街区          900101001001-900101001006            school, nursing home, hospital: all there
QH-B02 霁桥活力街区          900102002001-900102002006            declared to have none (school 2027, hospital closed)
QH-B03 桐巷活力街区          900103002004-900103002009            not declared, so undecided

Deliberate holes and edge cases (both languages in ``HOLES``):

900101001001  complex of exactly 30 m2 per 100 households (2,667 households, 800.10 m2)
900101001002  complex 0.01 m2 short of 30 per 100 households (2,666 households, 799.79 m2)
900101001003  activity share of exactly 60 %
900101001004  activity area 0.01 m2 short of 60 %
900101001005  two complexes, enough only together
900101001006  complex shared with 900101001007
900101001007  no complex of its own, uses that of 900101001006
900101001008  floor area of the complex unknown
900101001009  activity area of the complex unknown
900101002001  new, declared to have no complex, land for building
900101002002  no complex in the register, list not declared complete
900101002003  complex closed on 2025-11-30
900101002004  complex opens on 2026-12-01, after the sample day
900101002005  new, every service more than 100 m from the complex
900101002006  new, facilities without coordinates
900101002007  not yet lived in: 0 households
900101002008  build class unknown
900101002009  two complexes, short even together
900101003001  a complete community: every binding rule is met
900101003002  a complete community of 5,000 households
900101003004  no list declared complete
900101003007  nobody said whether it is in a block
900101003008  nobody said whether it is in a block
900101003009  nobody said whether it is in a block
900102001001  existing, complex of exactly 30 m2 per 100 households
900102001002  a complete community, existing
900102001003  existing, declared to have no complex
900102001004  central heating not said
900102001005  central heating not said
900102001006  build class unknown
900102001007  no household count at all
900102002001  its block is declared to have no school (one opens in 2027), no nursing home, a closed hospital
900102002007  a complete community, existing
900102002009  list not declared complete, yet the registered complex suffices
900102003001  two complexes, one of unknown area, the other suffices
900102003004  no list declared complete
900102003009  nobody said whether it is in a block
900103001001  never surveyed, pilot or not is not said, no list declared
900103001002  a complete community, after renewal of its old compounds
900103001003  existing, declared to have no complex
900103001009  build class unknown
900103002001  no boundary
900103002002  no point
900103002003  no list declared complete
900103002008  block facilities not declared: undecided for its whole block
900103003001  says no e-bike site is possible, yet one is registered
900103003002  says no size change arose, yet that people were consulted on it
900103003003  rooms for lease whose lease has run out
900103003005  existing, declared to have no complex
900103003006  no list declared complete
900103003401  a pilot that is no residents' committee area; block not said

Everywhere: about 5 % of the survey answers are blank, 6 % of the areas are not measured, 4 % of the facilities have
closed, and about a third of the communities outside blocks left five facility types undeclared.
"""

from intake.sample.city import write_sample_city
from intake.sample.dates import SAMPLE_DAY
from intake.sample.holes import HOLES, Hole

SOURCE_NAME = "示例数据 / sample data"
"""The name of the source under which every file of the sample comes in."""

SAMPLE_CITY = "900100000000"
"""The division that the demo assesses."""

__all__ = ["HOLES", "SAMPLE_CITY", "SAMPLE_DAY", "SOURCE_NAME", "Hole", "write_sample_city"]
