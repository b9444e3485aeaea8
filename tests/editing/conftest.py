"""One community with an entry of every kind, and who keeps its register."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from communities.models import Band, Community, Compound, PopulationBand
from intake.editing.entries import Entry, entries_of
from intake.editing.kinds import ENTRY_KINDS
from tests.factories import Territory, make_answer, make_premises, make_source, make_worker
from tests.factories.communities import DAY


@dataclass(frozen=True)
class Kept:
    """A community, and its entries by kind, as they stand now."""

    community: Community

    def one(self, kind: str) -> Entry:
        """The first of a kind."""
        return entries_of(ENTRY_KINDS[kind], self.community, "zh")[0]

    def all(self, kind: str) -> list[Entry]:
        return entries_of(ENTRY_KINDS[kind], self.community, "zh")

    def href(self, kind: str) -> str:
        return f"/register/{self.community.code}/{kind}/{self.one(kind).pk}/"


@pytest.fixture
def kept(territory: Territory, some_item: str) -> Kept:
    one, source = territory.own[0], make_source()
    for band, residents in ((Band.TOTAL, 6400), (Band.FROM_60, 1300)):
        PopulationBand.objects.create(community=one, counted_on=DAY, band=band, residents=residents, source=source)
    Compound.objects.create(code="C-1", name="示例小区", community=one, households=800, built_year=1998, source=source)
    make_premises(one, code="P-1", floor_area="120.00")
    make_answer(one, some_item, 1, answered_on=date(2026, 1, 1))
    return Kept(one)


@pytest.fixture
def some_item() -> str:
    """A question that is answered with yes or no."""
    from communities.survey_items import SURVEY_ITEMS, SurveyKind

    return next(code for code, item in SURVEY_ITEMS.items() if item.kind is SurveyKind.FLAG)


@pytest.fixture
def clerk(territory: Territory, settings: object) -> User:
    settings.OPEN_READING = False  # type: ignore[attr-defined]  # pytest-django's
    return make_worker("clerk", territory.city, "clerk")


Posted = dict[str, str]
Form = Callable[[Entry], Posted]


def form_of(entry: Entry, **said: str) -> Posted:
    """What the form of an entry sends, with some columns as ``said``."""
    cells = {column: entry.cells.get(column, "") for column in entry.kind.columns if column not in entry.kind.key}
    posted = {f"cell-{column}": text for column, text in {**cells, **said}.items()}
    return {**posted, "version": entry.version, "provenance": entry.provenance}


def logged_in(user: User, language: str = "en") -> Client:
    client = Client(headers={"Accept-Language": language})
    client.force_login(user)
    return client
