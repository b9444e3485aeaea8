"""What a form may ask of each community: columns of values, one for each community in the order of their codes."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from assessments.facts import FactSheet, read_facts
from assessments.labels import LABELS
from assessments.law import is_programme
from assessments.models import Round, Scorecard
from assessments.selectors.cards import rules_of
from assessments.selectors.scorecards import scorecards
from assessments.standards.columns import Column
from assessments.standards.model import Rule, Verdict
from communities.divisions import Level, ancestry, level_of
from communities.filters.community import BUILD_CLASSES
from communities.models import BuildClass, Community, Division, PopulationBand
from communities.scope import AreaScope
from communities.selectors import valid_on, within
from communities.words import Lang, Words
from intake.filling.fields import FIELDS, Field
from intake.filling.plan import Given

_COMPLEX: Final = "service_complex"
_MUNICIPALITIES: Final = (
    "11",
    "12",
    "31",
    "50",
)  # below them stands a level that only gathers districts: the city is the province
_YES_NO: Final = {True: Words("是", "yes"), False: Words("否", "no")}
_NO_GAP: Final = Words("无", "none")
_MORE: Final = Words("（另有 {number} 项待核实）", " ({number} more undecided)")


@dataclass
class CommunityFigures:
    """Communities of ``scope`` below ``path`` on ``as_of``, and verdicts of ``one``. ``labels`` grows with what is read.

    Bit 1: sample, bit 2: synthetic figures were read.
    """

    scope: AreaScope
    path: str
    as_of: date
    one: Round | None
    lang: Lang
    labels: int = 0

    def column(self, code: str, about: str) -> list[Given]:
        """One value for each community; None where nobody knows. Raises KeyError for a field that is none of theirs."""
        return _READERS[code](self, FIELDS[code], about)

    @cached_property
    def rows(self) -> list[Any]:
        found = within(Community.objects.filter(valid_on(self.as_of), path__startswith=self.path), self.scope)
        rows = list(found.order_by("code").defer("boundary").select_related("source"))
        self._mark(row.source.provenance for row in rows)
        return rows

    def _mark(self, provenances: Any) -> None:
        for provenance in set(provenances):
            self.labels |= LABELS[provenance]

    @cached_property
    def sheet(self) -> FactSheet:
        sheet = read_facts(self.scope, under=self.path, as_of=self.as_of)
        for bits in set(sheet.labels.tolist()):
            self.labels |= bits
        return sheet

    @cached_property
    def _row_in_sheet(self) -> list[int]:
        places = {code: row for row, code in enumerate(self.sheet.facts.codes)}
        return [places[row.code] for row in self.rows]

    def fact(self, name: str) -> list[int | None]:
        """A fact of every community, in the units of the engine."""
        column: Column | None = self.sheet.facts.columns.get(name)
        if column is None:
            return [None] * len(self.rows)
        return [int(column.value[row]) if column.known[row] else None for row in self._row_in_sheet]

    def at_least(self, name: str) -> list[int]:
        """What the register shows of a count, complete or not."""
        column: Column | None = self.sheet.facts.columns.get(name)
        return [int(column.value[row]) if column is not None else 0 for row in self._row_in_sheet]

    @cached_property
    def bands(self) -> Mapping[str, dict[int, int]]:
        """Age band -> community -> residents, by the newest count."""
        ids = [row.pk for row in self.rows]
        counts = PopulationBand.objects.filter(community__in=ids, counted_on__lte=self.as_of)
        newest = counts.order_by("community_id", "band", "-counted_on").distinct("community_id", "band")
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for community, band, residents, provenance in newest.values_list(
            "community_id", "band", "residents", "source__provenance"
        ):
            found[band][community] = residents
            self._mark([provenance])
        return found

    @cached_property
    def above(self) -> dict[str, Division]:
        """Code -> division, of all that lie above the communities."""
        codes = {code for row in self.rows for code in ancestry(row.code)}
        found = {each.code: each for each in Division.objects.filter(code__in=codes)}
        self._mark(each.provenance for each in found.values())
        return found

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        return rules_of(self.one) if self.one else ()

    @cached_property
    def cards(self) -> list[Scorecard | None]:
        """The card of every community; None where the round has none."""
        if self.one is None:
            return [None] * len(self.rows)
        found = scorecards(self.scope, self.one).filter(path__startswith=self.path).select_related(None)
        by_code = {card.code: card for card in found.only("code", "verdicts", "failed", "gaps", "unknown", "labels")}
        for card in by_code.values():
            self.labels |= card.labels
        return [by_code.get(row.code) for row in self.rows]


def _own(read: Callable[[CommunityFigures, Any], Given]) -> "Reader":
    return lambda figures, _field, _about: [read(figures, row) for row in figures.rows]


def _serial(figures: CommunityFigures, _field: Field, _about: str) -> list[Given]:
    return list(range(1, len(figures.rows) + 1))


def _name(figures: CommunityFigures, row: Community | Division) -> str:
    return (row.name_en or row.name) if figures.lang == "en" else row.name


def _build_class(figures: CommunityFigures, row: Any) -> Given:
    return None if row.build_class == BuildClass.UNKNOWN else BUILD_CLASSES[row.build_class].of(figures.lang)


def _division(level: Level) -> "Reader":
    """The division of a level above each community; a place without that level has none, which is no secret: a dash."""

    def read(figures: CommunityFigures, _field: Field, _about: str) -> list[Given]:
        return [_above(figures, row, level) for row in figures.rows]

    return read


def _above(figures: CommunityFigures, row: Any, level: Level) -> Given:
    codes = [code for code in ancestry(row.code) if level_of(code) is level]
    if not codes:
        return "—"
    found = figures.above.get(codes[0])
    if found and found.is_pseudo and level is Level.CITY:
        found = figures.above.get(f"{row.code[:2]}0000000000") if row.code[:2] in _MUNICIPALITIES else None
        return _name(figures, found) if found else "—"
    return _name(figures, found) if found else None


def _count(name: str) -> "Reader":
    return lambda figures, _field, about: list(figures.fact(name.format(about=about)))


def _area(name: str) -> "Reader":
    return lambda figures, _field, _about: [None if each is None else Decimal(each) / 100 for each in figures.fact(name)]


def _band(figures: CommunityFigures, field: Field, _about: str) -> list[Given]:
    return [figures.bands.get(field.of, {}).get(row.pk) for row in figures.rows]


def _activity_share(figures: CommunityFigures, _field: Field, _about: str) -> list[Given]:
    pairs = zip(figures.fact(f"activity_area.{_COMPLEX}"), figures.fact(f"floor_area.{_COMPLEX}"), strict=True)
    return [Fraction(part, whole) if part is not None and whole else None for part, whole in pairs]


def _area_per_100(figures: CommunityFigures, _field: Field, _about: str) -> list[Given]:
    """m2 with two places, rounded down."""
    pairs = zip(figures.fact(f"floor_area.{_COMPLEX}"), figures.fact("households"), strict=True)
    return [Decimal(area * 100 // homes) / 100 if area is not None and homes else None for area, homes in pairs]


def _registered(figures: CommunityFigures, _field: Field, about: str) -> list[Given]:
    """What the register shows. Where it shows nothing, that is 0 only if the list was declared complete."""
    whole, shown = figures.fact(f"count.{about}"), figures.at_least(f"count.{about}")
    return [known if known is not None else (number or None) for known, number in zip(whole, shown, strict=True)]


def _verdict(figures: CommunityFigures, _field: Field, about: str) -> list[Given]:
    at = next((place for place, rule in enumerate(figures.rules) if rule.code == about), None)
    if at is None:
        return [None] * len(figures.rows)
    found = (Verdict(card.verdicts[at]) if card else Verdict.UNKNOWN for card in figures.cards)
    return [None if verdict is Verdict.UNKNOWN else verdict.words.of(figures.lang) for verdict in found]


def _of_card(read: Callable[[CommunityFigures, Scorecard], Given]) -> "Reader":
    return lambda figures, _field, _about: [read(figures, card) if card else None for card in figures.cards]


def _gaps(_figures: CommunityFigures, card: Scorecard) -> Given:
    """None found is 0 only where nothing is undecided."""
    return card.gaps if card.gaps or not card.unknown else None


def _complete(figures: CommunityFigures, card: Scorecard) -> Given:
    return None if card.unknown and not card.gaps else _YES_NO[not card.gaps].of(figures.lang)


def _gap_names(figures: CommunityFigures, card: Scorecard) -> Given:
    names = [figures.rules[place - 1].name.of(figures.lang) for place in card.failed]
    if not names:
        return None if card.unknown else _NO_GAP.of(figures.lang)
    more = _MORE.filled(number=card.unknown).of(figures.lang) if card.unknown else ""
    return ("；" if figures.lang == "zh" else "; ").join(names) + more


def _gaps_of_level(figures: CommunityFigures, field: Field, _about: str) -> list[Given]:
    """Rules of a level that are not met, the programme's apart; none is 0 only where none of the level is undecided."""
    places = [at for at, rule in enumerate(figures.rules) if rule.level.value == field.of and not is_programme(rule)]
    return [_unmet(card, places) if card else None for card in figures.cards]


def _unmet(card: Scorecard, places: list[int]) -> Given:
    found = [card.verdicts[at] for at in places]
    return found.count(Verdict.GAP) or (None if Verdict.UNKNOWN in found else 0)


def _as_of(figures: CommunityFigures, _row: Any) -> Given:
    return figures.as_of


Reader = Callable[[CommunityFigures, Field, str], list[Given]]
_READERS: Final[Mapping[str, Reader]] = {
    "serial": _serial,
    "code": _own(lambda _figures, row: row.code),
    "name": _own(_name),
    "province": _division(Level.PROVINCE),
    "city": _division(Level.CITY),
    "district": _division(Level.DISTRICT),
    "subdistrict": _division(Level.SUBDISTRICT),
    "build_class": _own(_build_class),
    "households": _count("households"),
    "population": _count("population"),
    "population_0_2": _band,
    "population_3_6": _band,
    "population_60plus": _band,
    "population_65plus": _band,
    "floor_area": _area(f"floor_area.{_COMPLEX}"),
    "activity_area": _area(f"activity_area.{_COMPLEX}"),
    "activity_share": _activity_share,
    "area_per_100": _area_per_100,
    "facilities": _count("count.{about}"),
    "registered": _registered,
    "verdict": _verdict,
    "gaps": _of_card(_gaps),
    "gaps_mandatory": _gaps_of_level,
    "gaps_required": _gaps_of_level,
    "gaps_recommended": _gaps_of_level,
    "gaps_encouraged": _gaps_of_level,
    "undecided": _of_card(lambda _figures, card: card.unknown),
    "gap_names": _of_card(_gap_names),
    "complete": _of_card(_complete),
    "figures_as_of": _own(_as_of),
}
