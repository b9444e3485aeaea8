"""A progress report on paper: from the figures that the return keeps, city by city, with the code that leads to them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from assessments.documents.codes import shown
from assessments.documents.grounding import CHECK, day_of, nature_text, pack_text
from assessments.documents.grounding import notes_of as label_notes
from assessments.documents.paper import Grid, Paper, Part, Row
from assessments.models import IssuedDocument
from assessments.reports.figures import Cell
from communities.divisions import short_code
from communities.words import Words
from pilots.programmes.units import UNIT_WORDS, UnitLevel
from pilots.progress import words as say
from pilots.progress.content import ProgressContent
from pilots.progress.domains import MOVES, domain_moves
from pilots.progress.tables import city_cells, cost_of, figure_cells, is_approved, late_of, pilot_cells, project_cells
from pilots.returns.printed import signed
from pilots.returns.rates import rate_text
from pilots.returns.rows import BY_CODE

CITY_HEADS: Final = (
    say.PART, say.PILOTS, say.APPROVED, *(say.STATE_WORDS[state] for state in ("planned", "under_way", "finished")), say.LATE,
    say.COST, say.GAPS_BEFORE, say.GAPS_NOW, say.UNKNOWN_BEFORE, say.UNKNOWN_NOW,
)  # fmt: skip
PILOT_HEADS: Final = (
    say.PILOT, say.CITY, say.HOUSEHOLDS, say.PLAN, say.GAPS_BEFORE, say.GAPS_NOW, say.UNKNOWN_BEFORE, say.UNKNOWN_NOW,
    say.CLOSED, say.APPEARED, say.FOUND,
)  # fmt: skip
PROJECT_HEADS: Final = (
    say.PROJECT, say.WAY, say.OWNER, say.COST, *say.MONEY.values(), say.STATE, say.PERCENT, say.DUE, say.LATE_DAYS, say.ENDED,
)  # fmt: skip
PROGRAMME, PLACE, QUARTER = Words("试点项目", "Programme"), Words("范围", "Place"), Words("季度", "Quarter")
STATE, FROZEN, OPEN = Words("报表状态", "State of the return"), Words("已冻结", "frozen"), Words("未冻结", "not frozen")
REVISION, LAW, DATA = Words("版次", "Revision"), Words("适用日期", "Law as of"), Words("数据日期", "Data as of")
DAYS: Final = Words(
    "{first}（试点前）、{before}（上季度末）、{now}（当前）",
    "{first} (before), {before} (end of the quarter before), {now} (now)",
)
NATURE, PACK = Words("数据性质", "Nature of the data"), Words("标准包", "Pack")
PRINT = Words("报表指纹", "Fingerprint of the return")
WHOLE: Final = Words("合计", "Together")


def progress_paper(content: ProgressContent, document: IssuedDocument) -> Paper:
    """In the language of ``content``."""
    lang = content.lang
    return Paper(
        lang=lang,
        title=content.say(say.TITLE),
        subtitle=f"{content.place} · {content.say(content.of.of.words)}",
        day=day_of(document),
        notes=tuple(notes_of(content)),
        facts=tuple(facts_of(content)),
        parts=tuple(_parts(content)),
        ground=tuple(ground_pairs(content)),
        code=shown(document.code),
        address=f"/verify/{shown(document.code)}/",
        check=CHECK.of(lang),
        stem=f"wanzheng-progress-{short_code(content.drawn['place']['code'])}-{content.of.of}",
        is_brief=False,
    )


def notes_of(content: ProgressContent) -> list[str]:
    """What no reader may miss."""
    open_note = [] if content.of.is_frozen else [content.say(say.NOT_FROZEN)]
    return [*label_notes(content.of.labels, content.lang), *open_note]


def facts_of(content: ProgressContent) -> list[tuple[str, str]]:
    """Of which programme and place it speaks, by which law, from which data."""
    one, drawn = content.of, content.drawn
    days = dict(zip(("first", "before", "now"), drawn["as_of"], strict=True))
    programme = " · ".join(part for part in (drawn["programme"]["name"], drawn["programme"]["document"]) if part)
    lines = [
        (PROGRAMME, programme), (PLACE, content.place),
        (say.MEANS, content.say(UNIT_WORDS[UnitLevel(drawn["programme"]["unit_level"])])), (QUARTER, content.say(one.of.words)),
        (STATE, content.say(FROZEN if one.is_frozen else OPEN)), (REVISION, f"{one.revision} {one.why}".strip()),
        (LAW, drawn["day"]), (DATA, content.say(DAYS.filled(**days))), (NATURE, nature_text(one.labels, content.lang)),
    ]  # fmt: skip
    return [(content.say(words), text) for words, text in lines]


def ground_pairs(content: ProgressContent) -> list[tuple[str, str]]:
    """What to check it by."""
    packs = [(content.say(PACK), pack_text(pack, content.lang)) for pack in content.drawn["packs"]]
    return [*packs, (content.say(PRINT), content.of.fingerprint)] if content.of.fingerprint else packs


def sentences(content: ProgressContent, *, says_at_least: bool = True) -> list[str]:
    """The first part: the same in the workbook, whose numbers stand without words."""
    gone = [_gone(content)] if content.drawn["gone"] else []
    last = [say.AT_LEAST] if says_at_least else []
    return [content.say(each) for each in (_work(content), _gaps(content), _coverage(content), *gone, say.READING, *last)]


def _gone(content: ProgressContent) -> Words:
    names = [f"{content.named(each)} {each['left_on']}" for each in content.drawn["gone"]]
    return say.GONE.filled(names=("、" if content.lang == "zh" else ", ").join(names))


def _work(content: ProgressContent) -> Words:
    cities = content.cities
    states = {state: sum(city.states()[state] for city in cities) for state in say.STATE_WORDS}
    pilots = [pilot for city in cities for pilot in city.pilots]
    units = {pilot["unit"]["code"] for pilot in pilots}
    return say.OVERALL.filled(
        place=content.place, pilots=len(pilots), units=len(units), approved=sum(map(is_approved, pilots)),
        projects=sum(states.values()) - states["dropped"], late=sum(map(late_of, cities)),
        wan=f"{sum(map(cost_of, cities), Decimal(0)):,.2f}", **states,
    )  # fmt: skip


def _gaps(content: ProgressContent) -> Words:
    sums = {
        name: sum(city.sum(moment, figure) for city in content.cities)
        for name, moment, figure in (
            ("before", "first", "gaps"), ("now", "now", "gaps"), ("doubt_before", "first", "unknown"),
            ("doubt", "now", "unknown"),
        )
    }  # fmt: skip
    return say.GAPS.filled(**sums)


def _coverage(content: ProgressContent) -> Words:
    first, now = (content.drawn["coverage"][moment] for moment in ("first", "now"))
    return say.COVERAGE.filled(
        communities=f"{now['communities']:,}", complete=now["complete"], undecided=now["undecided"], rate=rate_text(now),
        complete_before=first["complete"], rate_before=rate_text(first),
    )  # fmt: skip


def _parts(content: ProgressContent) -> Iterable[Part]:
    parts = content.say
    yield Part(parts(say.PARTS["overall"]), texts=tuple(sentences(content)))
    yield Part(parts(say.PARTS["rows"]), grid=_rows(content))
    yield Part(parts(say.PARTS["cities"]), grid=_cities(content))
    yield Part(parts(say.PARTS["pilots"]), grid=_pilots(content))
    yield Part(parts(say.PARTS["domains"]), grid=_domains(content))
    yield Part(parts(say.PARTS["projects"]), *_projects(content))
    if content.corrections:
        yield Part(parts(say.PARTS["corrections"]), texts=tuple(_corrections(content)))


def _heads(content: ProgressContent, heads: Iterable[Words]) -> Row:
    return tuple(content.say(head) for head in heads)


def _rows(content: ProgressContent) -> Grid:
    heads = (Words("行号", "No."), say.ROW, say.UNIT, say.QUARTER, say.TOTAL)
    rows = tuple(figure_cells(each, content) for each in content.rows)
    return Grid(_heads(content, heads), (8, 40, 12, 20, 20), rows, right=(3, 4))


def _cities(content: ProgressContent) -> Grid:
    cells = [city_cells(city, content.lang) for city in content.cities]
    sums = [sum(row[at] for row in cells if isinstance(row[at], int | Decimal)) for at in range(1, len(CITY_HEADS))]  # type: ignore[misc]  # the figures of a line
    whole: tuple[Cell, ...] = (content.say(WHOLE), *sums)
    rows = tuple(_texts(row) for row in (*cells, whole))
    return Grid(_heads(content, CITY_HEADS), (16, *[8] * 6, 14, *[9] * 4), rows, right=tuple(range(1, len(CITY_HEADS))))


def _pilots(content: ProgressContent) -> Grid:
    """The code stands below the name, and the label there where some are real and others not: paper is narrow."""
    cells = [pilot_cells(pilot, content) for city in content.cities for pilot in city.pilots]
    is_mixed = len({row[-1] for row in cells}) > 1
    rows = tuple(_texts((f"{row[0]} {row[1]}{f' {row[-1]}' if is_mixed else ''}", *row[2:-1])) for row in cells)
    return Grid(_heads(content, PILOT_HEADS), (20, 12, 10, 12, *[9] * 7), rows, right=(2, *range(4, 11)))


def _domains(content: ProgressContent) -> Grid:
    rows = tuple(
        (content.say(domain.words), *(f"{moves[name]:,}" for name in MOVES))
        for domain, moves in domain_moves(content.drawn["pilots"])
    )
    return Grid(_heads(content, (say.DOMAIN, *MOVES.values())), (30, *[14] * 5), rows, right=tuple(range(1, 6)))


def _projects(content: ProgressContent) -> tuple[tuple[str, ...], Grid | None]:
    cells = [project_cells(each, city, content) for city in content.cities for each in city.projects]
    is_mixed = len({row[-1] for row in cells}) > 1
    rows = tuple(_texts(_project(row, is_mixed=is_mixed)) for row in cells)
    if not rows:
        return (content.say(say.NONE),), None
    widths = (17, 8, 13, 10, 10, 10, 10, 9, 8, 17, 8, 17)
    return (), Grid(_heads(content, PROJECT_HEADS), widths, rows, right=(*range(3, 7), 8, 10))


def _project(row: tuple[Cell, ...], *, is_mixed: bool) -> tuple[Cell, ...]:
    """The pilot stands with the name, unless the name says it."""
    name, pilot, *rest = row
    called = str(name) if str(pilot) in str(name) else f"{name} · {pilot}"
    return (f"{called} {row[-1]}" if is_mixed else called, *rest[:-1])


def _corrections(content: ProgressContent) -> Iterable[str]:
    for each in content.corrections:
        row = BY_CODE[each.row]
        yield f"{content.say(row.titled)}: {signed(row, each.amount)} {content.say(row.unit_words)}. {each.reason}"


def _texts(cells: Iterable[Cell]) -> Row:
    return tuple(_text(cell) for cell in cells)


def _text(cell: Cell) -> str:
    if cell is None:
        return "—"
    return cell if isinstance(cell, str) else f"{cell:,.2f}" if isinstance(cell, Decimal) else f"{cell:,}"
