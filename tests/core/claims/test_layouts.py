"""Texts as they come: broken lines, panels with values apart from labels, tables, captions, sections; all our own."""

from decimal import Decimal

import pytest

from workbench.core.claims.model import Claim, FigureKind, Kind, Listing, ListingKind, NoiseKind, Report, SentenceKind
from workbench.core.claims.report import ReportReader, language_of
from workbench.core.claims.text import Text
from workbench.core.periods import Period
from workbench.core.records import Statistic

MONTH = Period.parse("2011-10")

PDF = """セキュリティ月報 2011年 10月号

 \u0327 スパム ― 10月は 74.2% （前月比0.6ポイント減）

スパムの動向

10月の世界のメールに占めるスパムの割合は74.2%でした。前月から0.6ポイント低下しま

した。サウジアラビア、ロシア、中国のスパム レベルは、それぞれ80.5%、79.4%、78.

1%となっています。日本では69.9%と、減尐が続いています。

Russia

Brazil

82.1%

80.4%

Gov/Public

Sector

Education

79.3%

78.8%

Spam Rate

October 2011

74.2%
74.8%

75.5%

Last Month:

Six Month Avg.: Top 3 Geographies Top 2 Verticals

ウイルスの動向

10月のウイルスは235.8

通に1通でした。
"""

MARKDOWN = """# Threat report, May 2012

## Spam by country

| Country | May 2012 | April 2012 | Change |
|---|---:|---:|---:|
| Hungary | 75.0% | 76.1% | -1.1 |
| Japan | 66.5% | 68.0% | -1.5 |

| Country | Spam rate | Virus rate |
|---|---|---|
| Netherlands | 70.2% | 1 in 120.4 |
| Taiwan | 68.2% | 1 in 90.4 |

## Detections by source

Source A   34.2%
Source B   22.1%
Others     32.7%

## Phishing

Phishing was 1 in 568.3 (0.18%).
"""


def said(claim: Claim) -> tuple[str, str, str, str, Decimal]:
    assert claim.number is not None
    assert claim.metric is not None
    assert claim.segment is not None
    assert claim.period is not None
    return claim.metric.id, claim.dimension, claim.segment.id, claim.period.id, claim.number.value


def listed(report: Report, listing: Listing) -> list[tuple[str, str]]:
    numbers = [None if row.claim is None else report.claims[row.claim].number for row in listing.rows]
    return [
        (row.segment.id if row.segment else "", "" if number is None else str(number.value))
        for row, number in zip(listing.rows, numbers, strict=True)
    ]


def lists(report: Report, kind: ListingKind) -> list[list[tuple[str, str]]]:
    return [listed(report, listing) for listing in report.listings if listing.kind is kind]


def test_a_broken_text_is_put_together(reader: ReportReader) -> None:
    report = reader.read(PDF)
    assert report.month == MONTH
    assert report.language == "ja"
    assert lists(report, ListingKind.PAIRED) == [[("SA", "80.5"), ("RU", "79.4"), ("CN", "78.1")]]
    split = next(claim for claim in report.claims if claim.number and claim.number.value == Decimal("78.1"))
    assert report.lines(split) == (9, 10, 11)
    assert split.text == "78.\n\n1%"


def test_values_apart_from_their_labels_are_paired(reader: ReportReader) -> None:
    report = reader.read(PDF)
    assert lists(report, ListingKind.PANEL) == [
        [("RU", "82.1"), ("BR", "80.4")],
        [("gov-public-sector", "79.3"), ("education", "78.8")],
    ]
    announced = [listing.count for listing in report.listings if listing.kind is ListingKind.PANEL]
    numbers = [report.claims[index].number for index in announced if index is not None]
    assert [number.value for number in numbers if number] == [3, 2]


def test_a_panel_says_last_month_and_the_average(reader: ReportReader) -> None:
    totals = [
        claim for claim in reader.read(PDF).claims if claim.line in {35, 36, 38} or claim.text in {"74.8%", "75.5%"}
    ]
    assert [(*said(claim)[3:], claim.statistic) for claim in totals if claim.kind is Kind.VALUE] == [
        ("2011-10", Decimal("74.2"), Statistic.VALUE),
        ("2011-09", Decimal("74.8"), Statistic.VALUE),
        ("2011-10", Decimal("75.5"), Statistic.AVERAGE_6),
    ]


def test_noise_is_told_and_read_over(reader: ReportReader) -> None:
    report = reader.read(PDF)
    assert [(noise.kind, noise.found, noise.read_as) for noise in report.noises] == [
        (NoiseKind.STRAY, "\u0327", ""),
        (NoiseKind.LOOK_ALIKE, "尐", "少"),
    ]


def test_a_table_with_columns_is_a_list_a_column(reader: ReportReader) -> None:
    report = reader.read(MARKDOWN)
    hungary = [claim for claim in report.claims if claim.segment is not None and claim.segment.id == "HU"]
    assert [(claim.kind, said(claim)[3], claim.metric and claim.metric.id, claim.unit) for claim in hungary] == [
        (Kind.VALUE, "2012-05", "spam.rate", "percent"),
        (Kind.VALUE, "2012-04", "spam.rate", "percent"),
        (Kind.CHANGE, "2012-05", "spam.rate", "points"),
    ]
    assert hungary[2].subject == hungary[0].index
    netherlands = [claim for claim in report.claims if claim.segment is not None and claim.segment.id == "NL"]
    assert [claim.metric and claim.metric.id for claim in netherlands] == ["spam.rate", "virus.rate"]


def test_names_of_another_vendor_are_bound_to_one_another(reader: ReportReader) -> None:
    report = reader.read(MARKDOWN)
    (sources,) = [listing for listing in report.listings if listing.dimension == "local"]
    assert listed(report, sources) == [("source a", "34.2"), ("source b", "22.1"), ("others", "32.7")]
    assert sources.metric is not None
    assert sources.metric.is_local


def test_sections_say_what_is_not_said(reader: ReportReader) -> None:
    report = reader.read(
        "# Report, May 2012\n\n## Virus levels\n\nIn Spain it was 1 in 300.5.\n\n## Phishing\n\nIn Spain it was 1 in 400.5.\n"
    )
    assert [claim.metric and claim.metric.id for claim in report.claims] == ["virus.rate", "phishing.rate"]


def test_a_story_about_one_thing_makes_totals_doubtful(reader: ReportReader) -> None:
    report = reader.read(
        "Zorgbot update\n\nZorgbot is back. Malicious sites blocked per day: on average 46.\n\nIt blocked 46 malicious sites per day.",
        MONTH,
    )
    assert all(not claim.is_bound for claim in report.claims if claim.kind is Kind.VALUE)


def test_a_share_of_a_whole_knows_its_count_and_the_whole(reader: ReportReader) -> None:
    report = reader.read("9月は1日平均52件（遮断した悪質なウェブサイトの1.9%）を遮断しました。", MONTH)
    count, share = report.claims
    assert share.subject == count.index
    assert share.whole is not None
    assert share.whole.id == "web.new_sites_per_day"


def test_figures_are_told_apart_from_references(reader: ReportReader) -> None:
    text = "図3のとおり、過去12カ月で減りました。\n\n図3 直近6カ月の推移（バイト）\n\nTable 2: Rates\n\nTable 2 shows the rates.\n"
    report = reader.read(text, MONTH)
    assert [(figure.kind, figure.number, figure.is_caption) for figure in report.figures] == [
        (FigureKind.FIGURE, 3, False),
        (FigureKind.FIGURE, 3, True),
        (FigureKind.TABLE, 2, True),
        (FigureKind.TABLE, 2, False),
    ]
    durations = [[report.claims[index].number for index in figure.durations] for figure in report.figures]
    assert [[number and int(number.value) for number in numbers] for numbers in durations] == [[12], [6], [], []]
    assert report.figures[1].unit == "bytes"


def test_a_top_ten_knows_its_table(reader: ReportReader) -> None:
    rows = "\n".join(f"{kind} {size}" for kind, size in (("pdf", "90.5"), ("doc", "80.1"), ("zip", "70.2")))
    text = f"サイズの大きい添付ファイルの形式上位10種は、以下のとおりです。\n\nFile type Average size (Kb)\n{rows}\n\n図5 平均サイズ（バイト）\n"
    (table,) = reader.read(text, MONTH).listings
    assert (len(table.rows), table.heading_unit, table.caption_unit, table.is_ordered) == (
        3,
        "kilobytes",
        "bytes",
        True,
    )
    assert table.count is not None


def test_the_ticks_of_an_axis_are_no_values(reader: ReportReader) -> None:
    text = "New malware sites per day\n\nSpyware\n\n-\n\n1,000\n\n2,000\n\n3,000\n\n4,000\n\n2005 2006 2007 2008\n"
    assert reader.read(text, MONTH).claims == ()


def test_a_stage_may_lack_its_value(reader: ReportReader) -> None:
    text = "Dropped at stage\n\nTraffic management\n\nConnection management\n\nUser management\n\n61.0%\n\n50.2%\n"
    (stages,) = reader.read(text, MONTH).listings
    assert stages.kind is ListingKind.STAGES
    assert [row.claim is None for row in stages.rows] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("Monthly report: July 2009", "2009-07"),
        ("月例レポート 2012年第1四半期", "2012-Q1"),
        ("Q2 2011 report", "2011-Q2"),
        ("平成22年の話", None),
        ("Spam was 90% in May.", None),
    ],
)
def test_the_period_of_a_text_is_found_in_its_title(reader: ReportReader, text: str, month: str | None) -> None:
    report = reader.read(text)
    assert (report.month and str(report.month)) == month


def test_languages_are_told_apart() -> None:
    assert [language_of(text) for text in ("スパムは90%", "Spam made up 90% of the mail that arrived in 日本", "")] == [
        "ja",
        "en",
        "en",
    ]


def test_markdown_marks_are_no_words(reader: ReportReader) -> None:
    kinds = [sentence.kind for sentence in reader.read("# Title\n\n- One item.\n\nText that ends.\n", MONTH).sentences]
    assert kinds == [SentenceKind.HEADING, SentenceKind.ITEM, SentenceKind.PROSE]


def test_pages_are_counted() -> None:
    text = Text("first\nsecond", pages=(0, 6))
    assert [text.page_of(place) for place in (0, 5, 6)] == [1, 1, 2]
    assert Text("none").page_of(0) is None


WRAPPED = (
    "10月の世界のメールに占めるスパムの割合は74.2%で、前月から0.6ポイント低下しました。"
    "ドイツ、フランス、英国のスパムレベルは、それぞれ73.8%、73.1%、74.4%となりました。"
    "CutwailとGrumが送信したスパムは、それぞれ全体の16.1%と12.7%を占めています。"
)


@pytest.mark.parametrize("letters", [17, 23, 30, 60])
def test_a_text_wrapped_at_letters_is_read_as_one_that_is_not(reader: ReportReader, letters: int) -> None:
    lines = "\n".join(WRAPPED[place : place + letters] for place in range(0, len(WRAPPED), letters))
    wanted, found = reader.read(WRAPPED, MONTH), reader.read(lines, MONTH)
    assert [(claim.kind, claim.key, claim.is_bound) for claim in found.claims] == [
        (claim.kind, claim.key, claim.is_bound) for claim in wanted.claims
    ]
    assert sum(claim.is_bound for claim in found.claims) >= 6


def test_a_value_below_a_line_of_labels_is_no_part_of_it(reader: ReportReader) -> None:
    (value,) = reader.read("Six month avg.: Top geographies by vertical and by size\n\n89.4%\n", MONTH).claims
    assert not value.is_bound
