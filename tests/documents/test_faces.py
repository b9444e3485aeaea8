"""One content, four faces: what a card or a list of gaps says is on the page for paper, in the DOCX and in the PDF."""

import io
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from accounts.models import User
from assessments.documents.gap_figures import FIGURES
from assessments.documents.paper import Paper
from assessments.models import Gap, IssuedDocument, Round, Scorecard
from assessments.reports.fonts import font_set
from assessments.reports.paper_docx_writer import paper_docx
from assessments.reports.paper_pdf_writer import lacking, paper_pdf
from assessments.standards.model import Verdict
from communities.models import Community, HouseholdCount
from communities.scope import AreaScope
from communities.words import LANGS, Lang
from intake.sample import SAMPLE_DAY
from tests.api.reading import as_person, body_of
from tests.assessments.sample import load_sample_city
from tests.documents.conftest import issued_card, issued_gaps, paper_of
from tests.documents.reading import docx_text, missing, pdf_text, plain, poppler_text, said
from tests.factories import Territory, make_round

pytestmark = pytest.mark.django_db
CODE = "900101001001"
KINDS: dict[str, Callable[[Round], IssuedDocument]] = {"scorecard": issued_card, "gaps": issued_gaps}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_word_and_figure_of_the_paper_is_in_every_face(
    kind: str, lang: Lang, judged: Round, planner: User, tmp_path: Path
) -> None:
    document = KINDS[kind](judged)
    paper = paper_of(document, lang)
    pdf, word = paper_pdf(paper), paper_docx(paper)
    assert missing(paper, pdf_text(pdf)) == []
    assert missing(paper, poppler_text(pdf, tmp_path)) == []
    assert missing(paper, docx_text(word)) == []
    address = f"/communities/{CODE}/print/" if kind == "scorecard" else "/gaps/print/"
    client = as_person(planner)
    client.cookies["django_language"] = "en" if lang == "en" else "zh-hans"
    assert missing(paper, unescape(body_of(client.get(f"{address}?round={judged.pk}")).decode())) == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_says_every_rule_with_its_verdict(lang: Lang, judged: Round) -> None:
    card, paper = Scorecard.objects.get(round=judged, code=CODE), paper_of(issued_card(judged), lang)
    text = "\n".join(paper.texts())
    here = [code for code, verdict in zip(judged.rules, card.verdicts, strict=True) if verdict != Verdict.NOT_APPLICABLE]
    assert [code for code in here if code not in text] == []
    gaps, unknown = (next(part.grid for part in paper.parts if part.heading.startswith(head)) for head in HEADS[lang])
    assert gaps is not None
    assert unknown is not None
    assert len(gaps.rows) == card.gaps == len(card.failed)
    assert all(row[2].strip() and "建办科" in row[5] for row in gaps.rows)
    assert all(row[2].strip() for row in unknown.rows)
    assert any("改造" in row[6] or "retrofit" in row[6] for row in gaps.rows)


HEADS = {"zh": ("短板", "待核实"), "en": ("Gaps", "Unknown")}


@pytest.mark.parametrize("lang", LANGS)
def test_a_report_holds_every_gap_and_counts_the_unknown_apart(lang: Lang, judged: Round) -> None:
    document = issued_gaps(judged)
    paper, rows = paper_of(document, lang), Gap.objects.filter(round=judged)
    grid = paper.parts[-1].grid
    assert grid is not None
    assert len(grid.rows) == rows.count() == document.content["sums"]["gaps"] == document.content["rows"]["number"]
    assert [(row[0].split()[1], row[2].split()[-1]) for row in grid.rows] == list(rows.values_list("code", "rule"))
    unknown = sum(card.unknown for card in Scorecard.objects.filter(round=judged))
    assert document.content["sums"]["unknown"] == unknown > 0
    by_rule = paper.parts[2].grid
    assert by_rule is not None
    assert sum(int(row[4].replace(",", "")) for row in by_rule.rows) == rows.count()
    assert sum(int(row[5].replace(",", "")) for row in by_rule.rows) == unknown


def test_a_report_is_narrowed_as_the_page_is(judged: Round, territory: Territory) -> None:
    document = issued_gaps(judged, "domain=SVC&search=900101001001", path=territory.own[0].division.path)
    paper = paper_of(document)
    assert document.places == [territory.own[0].division.path]
    assert document.asked == {"domain": ["SVC"], "search": ["900101001001"]}
    assert document.content["sums"]["communities"] == 1
    assert {row[0] for row in document.rows or ()} == {CODE}
    assert "公共服务" in dict(paper.facts)["筛选"]


def test_what_is_not_real_says_so_on_every_face(judged: Round) -> None:
    Scorecard.objects.filter(round=judged).update(labels=3)
    for document in (issued_card(judged), issued_gaps(judged)):
        for lang, word in (("zh", "含示例数据、合成数据，不得引用"), ("en", "sample and synthetic")):
            paper = paper_of(document, lang)  # type: ignore[arg-type]  # one of the two languages
            assert document.labels == 3
            pages = [page.extract_text() for page in PdfReader(io.BytesIO(paper_pdf(paper))).pages]
            assert all(plain(word) in plain(page) for page in pages)
            assert plain(word) in plain(docx_text(paper_docx(paper)))
            head: Any = docx.Document(io.BytesIO(paper_docx(paper))).sections[0].header
            assert plain(word) in plain(head.paragraphs[0].text)


def test_a_card_speaks_of_what_the_round_stored(judged: Round, territory: Territory) -> None:
    """The data changes after the round: figures and verdicts stay, and the paper says that they are of then."""
    before = paper_of(issued_card(judged))
    code = issued_card(judged).code
    HouseholdCount.objects.filter(community=territory.own[0]).update(households=9_999)
    after = paper_of(issued_card(judged))
    assert issued_card(judged).code == code
    assert (before.notes, dict(after.facts)["户数"]) == ((), "2,667")
    assert any("此后" in note or "已有变化" in note for note in after.notes)
    assert "9,999" not in "\n".join(after.texts())


def test_the_same_paper_gives_the_same_bytes_in_the_standard_of_archives(judged: Round) -> None:
    for document in (issued_card(judged), issued_gaps(judged)):
        paper = paper_of(document)
        first = paper_pdf(paper)
        assert first == paper_pdf(paper)
        assert b"<pdfaid:part>2</pdfaid:part>" in first
        assert PdfReader(io.BytesIO(first)).metadata.title == f"{paper.title} {paper.subtitle}"  # type: ignore[union-attr]  # it has some


def test_a_card_of_the_sample_city_is_one_page() -> None:
    """As many gaps as half of its communities have at most."""
    load_sample_city()
    one = make_round(day=SAMPLE_DAY, as_of=SAMPLE_DAY)
    cards = Scorecard.objects.filter(round=one).order_by("gaps", "code")
    for lang in LANGS:
        pages = PdfReader(io.BytesIO(paper_pdf(paper_of(issued_card(one, cards[len(cards) // 2].code), lang)))).pages
        assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages] == [(595, 842)]


@pytest.mark.parametrize("name", ['#[*x*] $a$ \\ <b> "q" `r` @l // c', "=1+1", "𠮷祥社区"])
def test_a_name_is_never_markup_and_never_an_empty_box(name: str, judged: Round) -> None:
    Community.objects.filter(code=CODE).update(name=name)
    paper = paper_of(issued_card(judged))
    text = plain(pdf_text(paper_pdf(paper)))
    assert plain(name) in plain(docx_text(paper_docx(paper)))
    assert plain(name.replace("𠮷", "〔U+20BB7〕")) in text
    assert (lacking(paper) == {"𠮷"}) == ("字库没有的字" in text) == ("𠮷" in name)


def test_fonts_can_be_those_of_a_folder() -> None:
    """What the files can draw is read from the files themselves."""
    drawn = font_set().drawn
    assert {ord(letter) for letter in "完整社区评分卡〔㎡²〕—“”…abc123囧𫖯"} - drawn <= {ord("𫖯")}
    assert 0x20BB7 not in drawn


def test_the_docx_is_that_of_an_office(judged: Round) -> None:
    found = docx.Document(io.BytesIO(paper_docx(paper_of(issued_gaps(judged)))))
    assert [round(each.mm) for each in (found.sections[0].top_margin, found.sections[0].left_margin) if each] == [37, 28]
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in found.tables)
    heads = [paragraph.text for paragraph in found.paragraphs if paragraph.text[:2] in ("一、", "二、", "三、", "四、", "五、")]
    assert len(heads) == 5


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.bench
def test_another_program_opens_the_docx(judged: Round, tmp_path: Path) -> None:
    paper = paper_of(issued_card(judged))
    (tmp_path / "a.docx").write_bytes(paper_docx(paper))
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    quotes = str.maketrans("", "", '“”"')  # which its fonts write as they like
    text = plain(poppler_text((tmp_path / "a.pdf").read_bytes(), tmp_path)).translate(quotes)
    assert [each for each in said(paper) if each.translate(quotes) not in text] == []


def test_no_address_of_a_host_is_in_a_paper(judged: Round) -> None:
    paper: Paper = paper_of(issued_gaps(judged))
    assert not any("://" in text for text in paper.texts())
    assert paper.address == f"/verify/{paper.code}/"


def test_a_place_outside_the_scope_is_in_no_report(judged: Round, territory: Territory) -> None:
    scope = AreaScope((territory.own[0].division.path,))
    document: IssuedDocument = issued_gaps(judged, scope=scope)
    assert {row[0] for row in document.rows or ()} <= {one.code for one in territory.own[:2]}
    assert FIGURES == ("code", "rule", "measured", "required", "shortfall")
