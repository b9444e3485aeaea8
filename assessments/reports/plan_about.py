"""What must be said about a file of a plan: from what it was made, what was asked, how good it is, whether it is real."""

from collections.abc import Iterator, Mapping

from django.utils import timezone

from assessments.how_good import counted, goodness
from assessments.law import PinnedPack, packs
from assessments.models import RemedyPlan
from assessments.remedies.catalogue import BY_CODE
from assessments.remedies.wishes import OBJECTIVE_WORDS, PRICE_WORDS, Never, Wishes, wishes_of
from assessments.reports.about import EVERYTHING, Lines, note_of
from assessments.selectors.plans import has_placeholders
from communities.divisions import short_code
from communities.filters import SpokenFilterSet
from communities.words import Lang, Words, both

PLACEHOLDER = Words(
    "部分造价为占位价，尚未确认，不得引用；请在造价库中录入当地造价后重新编制。",
    "Some costs rest on placeholder prices that nobody has confirmed. Do not quote them: enter local prices and plan again.",
)
YES_NO = {True: Words("是", "yes"), False: Words("否", "no")}
PACK, FINGERPRINT = Words("标准包", "Pack"), Words("数据指纹", "Fingerprint of the data")
VERSION = Words("{title}（{id}，版本 {version}）", "{title} ({id}, version {version})")
PER_YEAR = Words("{year} 年 {yuan} 元", "{yuan} yuan in {year}")


def notes_of(plan: RemedyPlan) -> list[Words]:
    """What no reader of a file may miss: figures that are not real, prices that nobody has confirmed."""
    label = note_of(plan.labels)
    notes = [Words(label.split(" Contains")[0], f"Contains{label.split(' Contains')[1]}")] if label else []
    return [*notes, PLACEHOLDER] if has_placeholders(plan) else notes


def note_text(plan: RemedyPlan) -> str:
    """All of it in both languages, because a file travels further than its reader."""
    return " ".join(f"{each.zh} {each.en}" for each in notes_of(plan))


def place_words(plan: RemedyPlan) -> Words:
    division = plan.division
    if division is None:
        return EVERYTHING
    return Words(
        f"{division.name} ({short_code(division.code)})", f"{division.name_en or division.name} ({short_code(division.code)})"
    )


def place_name(plan: RemedyPlan) -> Words:
    """Without its code."""
    division = plan.division
    return Words(division.name, division.name_en or division.name) if division else EVERYTHING


def ground_lines(plan: RemedyPlan, lang: Lang) -> Lines:
    """From what the plan was made, for reading: packs by their titles, no checksums."""
    kept = [line for line in origin_lines(plan, lang) if line[0] not in (PACK, FINGERPRINT)]
    titles = {pack.id: pack.title for pack in packs()}
    law = [(PACK, _pack_text(pack, titles, lang)) for pack in plan.round.packs]
    return (*kept, *law)


def _pack_text(pack: PinnedPack, titles: Mapping[str, Words], lang: Lang) -> str:
    title = titles[pack["id"]].of(lang) if pack["id"] in titles else pack["id"]
    return VERSION.filled(title=title, id=pack["id"], version=pack["version"]).of(lang)


def checksum_lines(plan: RemedyPlan, lang: Lang) -> list[tuple[str, str]]:
    """Of every pack, and of the data."""
    found = [(f"{PACK.of(lang)} {pack['id']} {pack['version']}", pack["checksum"]) for pack in plan.round.packs]
    return [*found, (FINGERPRINT.of(lang), plan.fingerprint)]


def origin_lines(plan: RemedyPlan, lang: Lang) -> Lines:
    """From what the plan was made."""
    one = plan.round
    made = timezone.localtime(plan.finished_at or plan.made_at)
    law = tuple((PACK, f"{pack['id']} {pack['version']} sha256:{pack['checksum']}") for pack in one.packs)
    return (
        (Words("方案", "Plan"), f"{plan.pk} {plan.name}"),
        (Words("范围", "Place"), place_words(plan).of(lang)),
        (Words("编制日期", "Made on"), made.date().isoformat()),
        (Words("评估批次", "Round"), str(one.pk)),
        (Words("适用日期", "Law of the day"), one.day.isoformat()),
        (Words("数据日期", "Data as of"), one.as_of.isoformat()),
        (Words("价格日期", "Prices of the day"), plan.prices_on.isoformat()),
        *law,
        (FINGERPRINT, plan.fingerprint),
        (Words("软件版本", "Software"), plan.software),
    )


def wish_lines(plan: RemedyPlan, lang: Lang) -> Lines:
    """What was asked for, in the order of the form."""
    return tuple((words, said.of(lang)) for words, said in _wishes(wishes_of(plan.wishes)))


def _wishes(wishes: Wishes) -> Iterator[tuple[Words, Words]]:
    years = enumerate(wishes.budgets, wishes.first_year)
    money = [PER_YEAR.filled(year=year, yuan=f"{yuan:,}") for year, yuan in years]
    yield Words("预算", "Budget"), both(lambda lang: _joined(money, lang))
    yield Words("目标", "Objective"), OBJECTIVE_WORDS[wishes.objective]
    yield Words("价值的计法", "What worth counts"), counted(wishes)
    yield Words("计价", "Prices counted at"), PRICE_WORDS[wishes.price]
    yield Words("结余转入下一年", "What a year leaves is carried over"), YES_NO[wishes.carries_over]
    yield Words("各区县最低比例", "Least in each district"), _plain(f"{wishes.floor}%")
    yield Words("只用台账中的空间", "Known premises only"), YES_NO[wishes.is_known_only]
    yield Words("现有设施可再服务的社区数", "Communities that a facility may take on"), _plain(wishes.sharing)
    yield Words("新建设施可服务的社区数", "Communities that a new one may serve"), _plain(wishes.joint)
    if wishes.must:
        yield (
            Words("必须关闭的短板", "Gaps that must close"),
            _plain("; ".join(f"{each.code} {each.rule}" for each in wishes.must)),
        )
    if wishes.never:
        yield (
            Words("排除的方式", "Ways that are barred"),
            both(lambda lang: _joined([_barred(each) for each in wishes.never], lang)),
        )


def _barred(never: Never) -> Words:
    """A way, and where."""
    place = never.path.strip("/").rpartition("/")[2]
    where = _plain(short_code(place)) if place else EVERYTHING
    way = BY_CODE[never.way].name if never.way else Words("任何方式", "any way")
    return both(lambda lang: f"{where.of(lang)} {way.of(lang)}")


def _joined(said: list[Words], lang: Lang) -> str:
    return ("；" if lang == "zh" else "; ").join(each.of(lang) for each in said)


def _plain(text: object) -> Words:
    return Words(str(text), str(text))


def good_line(plan: RemedyPlan, lang: Lang) -> Lines:
    found = goodness(plan, wishes_of(plan.wishes).objective)
    return ((Words("方案质量", "How good it is"), found.sentence.of(lang)),) if found else ()


def plan_about_lines(plan: RemedyPlan, filterset: SpokenFilterSet, lang: Lang) -> Lines:
    """Of a list of the plan as a file."""
    filters = "; ".join(spoken.sentence for spoken in filterset.spoken(lang)) or EVERYTHING.of(lang)
    return (*origin_lines(plan, lang), (Words("筛选", "Filters"), filters), *wish_lines(plan, lang), *good_line(plan, lang))


def plan_stem(what: str, plan: RemedyPlan) -> str:
    """``wanzheng-plan12-remedies-9001``: digits and ASCII letters only."""
    code = short_code(plan.division.code) if plan.division else "all"
    return f"wanzheng-plan{plan.pk}-{what}-{code}" if what else f"wanzheng-plan{plan.pk}-{code}"
