"""What goes out and comes in again changes nothing, whatever a register holds, in every format and language."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from communities.words import LANGS, Lang
from intake.exports import FORMATS
from tests.exports.files import brought, changes_nothing, written
from tests.exports.registers import registers
from tests.exports.snapshots import delete_everything, exact, portable

# Nothing is made smaller: a register takes half a second, and what went wrong is told by file, row and column.
UNSHRUNK = [Phase.explicit, Phase.reuse, Phase.generate]
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture, HealthCheck.large_base_example]


REGISTERS = given(store=registers(), lang=st.sampled_from(LANGS))


def _few(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, phases=UNSHRUNK, suppress_health_check=SLOW)


@pytest.mark.parametrize("suffix", sorted(set(FORMATS) - {"xlsx"}))
@_few(5)
@REGISTERS
def test_any_register_comes_back_as_it_was(suffix: str, store: Callable[[], None], lang: Lang, db: None) -> None:
    _comes_back(suffix, store, lang)


@_few(2)  # a workbook is read by a process of its own, and there are eleven, three times over
@REGISTERS
def test_any_register_comes_back_from_workbooks(store: Callable[[], None], lang: Lang, db: None) -> None:
    _comes_back("xlsx", store, lang)


@pytest.mark.bench
@pytest.mark.parametrize("suffix", FORMATS)
@_few(60)
@REGISTERS
def test_a_great_many_registers_come_back(suffix: str, store: Callable[[], None], lang: Lang, db: None) -> None:
    _comes_back(suffix, store, lang)


def _comes_back(suffix: str, store: Callable[[], None], lang: Lang) -> None:
    with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        store()
        _goes_round(Path(folder), suffix, lang)
        transaction.set_rollback(True)


def _goes_round(folder: Path, suffix: str, lang: Lang) -> None:
    paths = written(folder, suffix, lang)
    before, same = exact(), portable()
    changes_nothing(paths)
    for path in paths:
        changes_nothing([path])
    assert exact() == before
    delete_everything()
    brought(paths)
    assert portable() == same
