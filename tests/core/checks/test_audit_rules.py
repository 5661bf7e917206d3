"""Each rule over texts has texts in which it objects and texts in which it does not, in both languages, all our own."""

from collections.abc import Callable

import pytest

from workbench.core.catalogue import Catalogue
from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.audit import Audit, audit
from workbench.core.checks.prose.outcomes import AuditVerdict
from workbench.core.checks.prose.rules import RULES
from workbench.core.claims.report import ReportReader
from workbench.core.messages import Translator
from workbench.core.periods import Period
from workbench.core.resources import resources_folder
from workbench.core.translation import GettextTranslator

MONTH = Period.parse("2011-06")
Auditor = Callable[[str], Audit]

TABLE_EN = "Top five file types by average size are as follows.\n\nFile type Average size (Kb)\nexe 50.1\npdf 40.2\ndoc 30.3\nzip 20.4\n{last}\n"
TABLE_JA = "サイズの大きいファイル形式の上位5種は、以下のとおりです。\n\nFile type Average size (Kb)\nexe 50.1\npdf 40.2\ndoc 30.3\nzip 20.4\n{last}\n"
SIZES = "1-250\n\n251-500\n\n501-1000\n\n1001-1500\n\n1501-2500\n\n2501+\n\n70.1%\n\n70.9%\n\n71.0%\n\n70.5%\n\n70.4%\n\n70.2%\n\nSpam Rate\n\nJune 2011\n\n{total}\n\n70.0%\n\nLast Month:\n"
SITES = "New Malware Sites per Day\n\nNew sites with spyware\n\nNew sites with web viruses\n\nTotal\n\n120/day\n\n2,480/day\n\n{total}/day\n"
STAGES = (
    "Dropped at stage\n\nTraffic management\n\nConnection management\n\nUser management\n\n61.2%\n\n50.3%\n\n{last}\n"
)
EVENT_JA = "Lethicのスパム送信数は6月3日に50%増えました。ふだんLethicはスパム全体の約20%を送っていますが、6月3日には{share}を占めました。他のボットネットは横ばいで、世界のスパム数は10%増えました。"
RIVALS = "Russia\n\nHungary\n\nOman\n\n82.5%\n\n81.9%\n\n80.0%\n\nSpam Rate\n\nJune 2011\n\n76.4%\n\n75.0%\n\nLast Month: Top 3 Geographies\n"
VIRUSES = "United Kingdom\n\nSwitzerland\n\nRussia\n\n1 in 90.5\n\n1 in 95.5\n\n1 in 99.5\n\nVirus Rate\n\nJune 2011\n\n1 in 200.1\n\n1 in 210.1\n\nLast Month: Top 3 Geographies\n"

EXAMPLES: dict[str, tuple[list[str], list[str]]] = {
    "R1": (
        [
            "スパムは72.9%で、5月の75.1%から3.2ポイント低下しました。",
            "Spam was 72.9% in June, down 3.2 percentage points from 75.1% in May.",
        ],
        [
            "スパムは72.9%で、5月の75.1%から2.2ポイント低下しました。",
            "Spam was 72.9% in June, down 2.2 percentage points from 75.1% in May.",
        ],
    ),
    "R2": (
        [
            "ウイルスは310.5通に1通で、5月の280.4通に1通から増加しました。",
            "One in 310.5 emails was infected, up from one in 280.4 in May.",
        ],
        [
            "ウイルスは310.5通に1通で、5月の280.4通に1通から減少しました。",
            "One in 310.5 emails was infected, down from one in 280.4 in May.",
        ],
    ),
    "R3": (
        [
            "スパムは72.9%で、5月の75.1%から2.2%低下しました。",
            "Spam was 72.9% in June, down 2.2% from 75.1% in May.",
        ],
        [
            "スパムは72.9%で、5月の75.1%から2.9%低下しました。",
            "Malicious sites blocked per day rose 10.0% to 2,200, from 2,000 in May.",
        ],
    ),
    "R4": (
        [
            "スパム率の6か月平均は77.4%です。6月は72.9%（前月比4.5ポイント減）でした。5月のスパムは75.1%でした。",
            "The six-month average spam rate is 77.4%. Spam was 72.9% in June, down 4.5 percentage points since May. In May, spam was 75.1%.",
        ],
        [
            "スパム率の6か月平均は77.4%です。6月は72.9%（前月比2.2ポイント減）でした。5月のスパムは75.1%でした。",
            "The six-month average spam rate is 77.4%. Spam was 72.9% in June, down 2.2 percentage points since May. In May, spam was 75.1%.",
        ],
    ),
    "R5": (
        [
            "日本のスパム率は66.5%でした。\n\nスパム率は、日本が65.6%、米国が70.1%です。",
            "The spam rate in Japan was 66.5%.\n\nSpam levels in Japan and Canada were 65.6% and 70.1% respectively.",
        ],
        [
            "日本のスパム率は66.5%でした。\n\nスパム率は、日本が66.5%、米国が65.6%です。",
            "The spam rate in Japan was 66.5%.\n\nIn May, the spam rate in Japan was 65.6%.",
            "日本のスパム率は一時70.3%まで上がりました。\n\n日本のスパム率は66.5%でした。",
            "The spam rate in Japan was 66.5%.\n\nWe expect that the spam rate in Japan will be 60.0%.",
        ],
    ),
    "R6": (
        [
            TABLE_JA.format(last="gif 10.5\nhtml 9.1"),
            TABLE_EN.format(last="gif 10.5\nhtml 9.1"),
            RIVALS.replace("Hungary", "Russia"),
            RIVALS + "\nOmanの次に、スウェーデンのスパム率は80.9%でした。",
            TABLE_EN.format(last="gif 40.9"),
        ],
        [
            TABLE_JA.format(last="gif 10.5"),
            TABLE_EN.format(last="gif 20.4"),
            RIVALS,
            RIVALS + "\nスウェーデンのスパム率は80.0%でした。",
        ],
    ),
    "R7": (
        [
            "スパム率が最も高かったのはロシアの74.1%でした。ハンガリーのスパム率は75.3%です。",
            "Russia was the most spammed country, with a spam rate of 74.1%. The spam rate in Hungary was 75.3%.",
        ],
        [
            "スパム率が最も高かったのはハンガリーの75.3%でした。ロシアのスパム率は74.1%です。",
            "ウイルスが最も多かったのはオランダで、108.2通に1通でした。日本は1,020通に1通です。",
            "アジアでスパム率が最も高かったのは中国の70.1%でした。ハンガリーのスパム率は75.3%です。",
            "Russia was one of the most spammed countries, with a spam rate of 74.1%. The spam rate in Hungary was 75.3%.",
        ],
    ),
    "R8": (
        [
            SITES.format(total="2,700"),
            "## Share of detections\n\nSource A   60.2%\nSource B   30.3%\nOthers     19.5%\n",
            "## 検出の割合\n\nA社   60.2%\nB社   30.3%\nその他   19.5%\n",
        ],
        [
            SITES.format(total="2,600"),
            "## Share of detections\n\nSource A   60.2%\nSource B   30.3%\nOthers      9.5%\n",
            "## 検出の割合\n\nA社   60.2%\nB社   30.3%\nその他   9.5%\n",
        ],
    ),
    "R9": (
        [SIZES.format(total="71.6%"), "スパムのレポート\n\n" + SIZES.format(total="69.9%")],
        [SIZES.format(total="70.6%"), "スパムのレポート\n\n" + SIZES.format(total="71.0%")],
    ),
    "R10": (
        [
            "フィッシングは250.0通に1通（0.45%）でした。",
            "Phishing was 1 in 250.0 emails (0.45%).",
        ],
        [
            "フィッシングは250.0通に1通（0.40%）でした。",
            "Phishing was 1 in 250.0 emails (0.40%).",
        ],
    ),
    "R11": (
        [
            "悪質なウェブサイトは1日あたり3,000件（前月比50.0%増）でした。\n\n5月は1日平均80件（遮断した悪質なウェブサイトの3.0%）を遮断しました。",
            "| Sector | Detections | Share |\n|---|---:|---:|\n| Logistics | 1,200 | 40.0% |\n| Aviation | 900 | 36.0% |\n| Energy | 600 | 20.0% |\n| Farming | 300 | 10.0% |\n| Total | 3,000 | 100.0% |\n",
        ],
        [
            "悪質なウェブサイトは1日あたり3,000件（前月比50.0%増）でした。\n\n5月は1日平均60件（遮断した悪質なウェブサイトの3.0%）を遮断しました。",
            "| Sector | Detections | Share |\n|---|---:|---:|\n| Logistics | 1,200 | 40.0% |\n| Aviation | 900 | 30.0% |\n| Energy | 600 | 20.0% |\n| Farming | 300 | 10.0% |\n| Total | 3,000 | 100.0% |\n",
        ],
    ),
    "R12": (
        [
            EVENT_JA.format(share="35%"),
            "Grum usually sends 20% of all spam, but its share was 35% on 3 June. The spam volume of Grum rose by 50%. The other botnets sent as usual, and total spam volume rose by 10%.",
        ],
        [
            EVENT_JA.format(share="27%"),
            "Grum usually sends 20% of all spam, but its share was 27% on 3 June. The spam volume of Grum rose by 50%. The other botnets sent as usual, and total spam volume rose by 10%.",
            "Ransomware detections grew by 120% in June. Ransomware accounted for 20% of all detections, up from 10% in May. The total number of detections rose by 10%.",
        ],
    ),
    "R13": (
        ["図1 推移\n\n図2 割合\n\n図2 種類\n\n図4 規模\n", "Figure 1: Trend\n\nFigure 2: Share\n\nFigure 2: Kinds\n"],
        [
            "図1 推移\n\n図2 割合\n\n図3 種類\n",
            "Figure 1: Trend\n\nFigure 2: Share\n\nFigure 2 (continued): Share by month\n",
        ],
    ),
    "R14": (
        [
            "図1は過去12カ月の推移です。\n\n図1 直近6カ月の推移\n",
            "Figure 1 shows the past 12 months of spam.\n\nFigure 1: Spam, last six months\n",
        ],
        [
            "図1は過去12カ月の推移です。\n\n図1 1年間の推移\n",
            "Figure 1 shows the past 12 months of spam.\n\nFigure 1: Spam, last 12 months\n",
            "図1は過去12カ月の推移です。\n\n図1 6カ月移動平均\n",
        ],
    ),
    "R15": (
        [
            TABLE_JA.format(last="gif 10.5") + "\n図1 平均サイズ（バイト）\n",
            TABLE_EN.format(last="gif 10.5") + "\nFigure 1: Average size in bytes\n",
        ],
        [
            TABLE_JA.format(last="gif 10.5") + "\n図1 平均サイズ（キロバイト）\n",
            TABLE_EN.format(last="gif 10.5") + "\nFigure 1: Average size in kilobytes\n",
        ],
    ),
    "R16": (
        [
            "1日あたり3,000件の悪質なウェブサイトを遮断しました。\n\n新たな悪質サイトは1日に平均3,000件見つかりました。",
            "We blocked 3,000 malicious sites per day.\n\nAn average of 3,000 new malicious sites were discovered each day.",
        ],
        [
            "1日あたり3,000件の悪質なウェブサイトを遮断しました。\n\n悪質サイトは1日に平均3,000件が遮断されました。",
            "We blocked 3,000 malicious sites per day.\n\nAn average of 3,000 malicious sites were blocked each day.",
        ],
    ),
    "R17": (
        [
            VIRUSES + "\n\n日本のウイルスは600.0通に1通でした。\n\n英国のスパム率は70.1%でした。\n",
            VIRUSES + "\nIn Japan, one in 600.0 emails contained a virus.\n\nThe spam rate in Switzerland was 70.1%.\n",
        ],
        [
            VIRUSES + "\n英国のウイルスは90.5通に1通でした。\n\n英国のスパム率は70.1%でした。\n",
            VIRUSES
            + "\nIn Switzerland, one in 95.5 emails contained a virus.\n\nThe spam rate in Switzerland was 70.1%.\n",
        ],
    ),
    "R18": (
        [
            "日本のスパム率は66.5%でした。\n\nスパム率は、それぞれ日本が70.1%、米国が70.1%、英国が72.2%です。",
            "The spam rate in Japan was 66.5%.\n\nSpam levels in Japan, Canada and Spain were 70.1%, 70.1% and 72.2% respectively.",
        ],
        [
            "スパム率は、それぞれ日本が70.1%、米国が70.1%、英国が72.2%です。",
            "Spam levels in Japan, Canada and Spain were 70.1%, 70.1% and 72.2% respectively.",
        ],
    ),
    "R19": (
        [
            "## 検出の割合\n\nA社   40.25%\nB社   20.3%\nC社   10.2%\nD社   9.5%\n",
            "## Share of detections\n\nSource A   40.25%\nSource B   20.3%\nSource C   10.2%\nSource D   9.5%\n",
        ],
        [
            "## 検出の割合\n\nA社   40.2%\nB社   20.3%\nC社   10.2%\nD社   9.5%\n",
            "## Share of detections\n\nSource A   40.2%\nSource B   20.3%\nSource C   10.2%\nSource D   9.5%\n",
        ],
    ),
    "R20": (
        [
            STAGES.format(last=""),
            "処理の段階\n\n" + STAGES.format(last="-"),
            "日本、米国、英国のスパム率は、それぞれ70.1%、71.0%でした。",
            "Spam levels in Japan, Canada and Spain were 70.1% and 72.2%, respectively.",
        ],
        [
            STAGES.format(last="4.4%"),
            "日本、米国のスパム率は、それぞれ70.1%、71.0%で、英国は72.2%でした。",
            "Spam levels in Japan and Canada were 70.1% and 72.2%, respectively, and 75.0% in Spain.",
        ],
    ),
    "R24": (
        ["スパムは減尐しています。", "\u0327 Spam fell in June.\n\n\u0327 Viruses rose in June."],
        ["スパムは減少しています。", "- Spam fell in June.\n\n- Viruses rose in June."],
    ),
}
NEED_MORE_THAN_A_TEXT = {"R21", "R22", "R23"}


@pytest.fixture(scope="module")
def auditor(catalogue: Catalogue) -> Auditor:
    reader = ReportReader(catalogue)
    return lambda text: audit(reader.read(text, MONTH), catalogue)


@pytest.fixture(scope="module", params=["ja", "en"])
def words(request: pytest.FixtureRequest) -> Translator:
    return GettextTranslator(request.param, resources_folder() / "locale")


def test_each_rule_has_examples() -> None:
    assert set(EXAMPLES) | NEED_MORE_THAN_A_TEXT == {rule.spec.id for rule in RULES}


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, (bad, _) in EXAMPLES.items() for text in bad])
def test_a_rule_objects(rule: str, text: str, auditor: Auditor, words: Translator) -> None:
    told = [issue for issue in auditor(text).issues if issue.rule == rule]
    assert told
    declared = {one.spec.severity for one in RULES if one.spec.id == rule}
    assert {issue.severity for issue in told} <= {*declared, Severity.WARNING, Severity.INFO}
    assert all(issue.lines and words(issue.message) for issue in told)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, (_, good) in EXAMPLES.items() for text in good])
def test_a_rule_is_silent(rule: str, text: str, auditor: Auditor) -> None:
    told = auditor(text)
    assert [issue for issue in told.issues if issue.rule == rule or issue.severity is Severity.ERROR] == []


def test_every_statement_has_its_verdict_in_words(auditor: Auditor, words: Translator) -> None:
    texts = [text for bad, good in EXAMPLES.values() for text in (*bad, *good)]
    audits = [auditor(text) for text in texts]
    for found in audits:
        assert [one.claim for one in found.claims] == list(found.report.claims)
        assert all(words(one.message) for one in found.claims)
    kinds = {one.verdict for found in audits for one in found.claims}
    assert kinds >= {
        AuditVerdict.SUPPORTED,
        AuditVerdict.WRONG_VALUE,
        AuditVerdict.WRONG_SIGN,
        AuditVerdict.WRONG_BASE,
        AuditVerdict.CONTRADICTS,
        AuditVerdict.NEEDS_DATA,
    }


def test_a_wrong_change_says_what_it_is_and_from_where_it_would_be_right(auditor: Auditor) -> None:
    english = GettextTranslator("en", resources_folder() / "locale")
    (issue,) = [issue for issue in auditor(EXAMPLES["R4"][0][0]).issues if issue.rule == "R4"]
    said = english(issue.message)
    assert "−2.2 pt" in said
    assert "77.4%" in said


def test_a_system_says_what_each_statement_would_have_to_be(auditor: Auditor) -> None:
    english = GettextTranslator("en", resources_folder() / "locale")
    (issue,) = [issue for issue in auditor(EVENT_JA.format(share="35%")).issues if issue.rule == "R12"]
    said = english(issue.message)
    # 0.2 × 1.5 / 1.1 = 27.3%; a share of 35% needs 0.35 × 0.8 / (0.2 × 0.65) − 1 = +115.4%.
    assert "27.3%" in said
    assert "+115.4%" in said


JAPANESE = "スパムは72.9%で、前月比2.2ポイント減少しました。最もスパムが多かった国はハンガリーで、81.0%でした。日本のスパム率は65.6%です。"
ENGLISH = "Spam was 72.9% in June, down 2.2 percentage points since May. Hungary was the most spammed country with 81.0%. The spam rate in Japan was 65.6%."


@pytest.mark.parametrize(("text", "other"), [(JAPANESE, ENGLISH), (ENGLISH, JAPANESE)])
@pytest.mark.parametrize(
    ("old", "new", "severity"),
    [
        ("72.9%", "79.2%", Severity.ERROR),
        ("65.6%", "66.5%", Severity.ERROR),
        ("2.2", "3.2", Severity.ERROR),
        ("減少|down", "増加|up", Severity.ERROR),
        ("ハンガリー|Hungary", "ロシア|Russia", Severity.WARNING),
    ],
)
def test_two_languages_of_one_edition_state_the_same(
    text: str, other: str, old: str, new: str, severity: Severity, catalogue: Catalogue, words: Translator
) -> None:
    reader = ReportReader(catalogue)
    beside = reader.read(other, MONTH)
    assert audit(reader.read(text, MONTH), catalogue, other=beside).issues == ()
    changed = text
    for one, by in zip(old.split("|"), new.split("|"), strict=True):
        changed = changed.replace(one, by)
    told = [one for one in audit(reader.read(changed, MONTH), catalogue, other=beside).issues if one.rule == "R23"]
    assert [one.severity for one in told] == [severity]
    assert told[0].lines == (1,)
    assert words(told[0].message)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("6月のスパムは80.0%で、5月の75.0%から5.5ポイント上昇しました。\n\nスパム数が5.5%増加しました。", ()),
        ("6月のスパムは80.5%で、5月の75.0%から5.5ポイント上昇しました。\n\nスパム数が5.5%増加しました。", ("+37.6%",)),
    ],
)
def test_a_rise_of_a_share_told_of_a_number(text: str, figures: tuple[str, ...], auditor: Auditor) -> None:
    english = GettextTranslator("en", resources_folder() / "locale")
    told = [english(one.message) for one in auditor(text).issues if one.rule == "R3"]
    # Shares of 75.0% and 80.5% are 3 and 4.128 for one other: +37.6%. A wrong change is not taken for the number's.
    assert [all(figure in said for figure in figures) for said in told] == ([True] if figures else [])


def test_one_percentage_from_two_bases(auditor: Auditor) -> None:
    text = "6月3日、世界のスパム数は20%増加しました。\n\n6月20日には世界のスパム数が20%増加し、6月3日をさらに上回りました。"
    assert [(one.rule, one.severity) for one in auditor(text).issues] == [("R12", Severity.WARNING)]
    assert auditor(text.replace("をさらに上回りました", "と同様でした")).issues == ()


def test_stages_beside_a_rate(auditor: Auditor) -> None:
    text = "6月のスパムは90.5%でした。\n\n" + STAGES.format(last="50.0%")
    english = GettextTranslator("en", resources_folder() / "locale")
    told = [one for one in auditor(text).issues if one.rule == "R12"]
    # 0.388 × 0.497 × 0.5 = 9.64%, not 9.5%; a last stage of 1 − 9.5 / 19.28 = 50.7% would fit.
    assert [one.severity for one in told] == [Severity.INFO]
    assert all(figure in english(told[0].message) for figure in ("9.6%", "9.5%", "50.7%"))
    assert [one for one in auditor(text.replace("90.5%", "90.4%")).issues if one.rule == "R12"] == []
