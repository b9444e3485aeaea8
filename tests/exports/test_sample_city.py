"""The sample city goes out and comes in again in every format and language."""

from pathlib import Path

import pytest

from communities.words import LANGS, Lang
from intake.exports import FORMATS
from tests.exports.files import brought, changes_nothing, written
from tests.exports.snapshots import delete_everything, exact, portable


@pytest.mark.usefixtures("sample_city")
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("suffix", FORMATS)
def test_the_sample_city_changes_nothing_and_makes_itself_anew(suffix: str, lang: Lang, db: None, tmp_path: Path) -> None:
    paths = written(tmp_path, suffix, lang)
    assert len(paths) == 9
    before, same = exact(), portable()
    changes_nothing(paths)
    for path in paths[LANGS.index(lang) :: len(LANGS)]:  # alone, each in one language: the files differ in their words only
        changes_nothing([path])
    assert exact() == before
    delete_everything()
    brought(paths)
    assert portable() == same
