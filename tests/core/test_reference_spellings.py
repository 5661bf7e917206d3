"""Every name that the reference issue and the reference history use leads to a metric, dimension or segment."""

import csv
from pathlib import Path

import pytest

from workbench.core.catalogue import shipped_catalogue
from workbench.core.records import GLOBAL
from workbench.core.resources import resources_folder

CATALOGUE = shipped_catalogue(resources_folder())
REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference"

ENGLISH = {
    "global": "global",
    "site_kind": "web_virus|spyware|New sites with web viruses|New sites with spyware",
    "geography": (
        "IT|DK|RU|DE|NL|US|CA|GB|AU|HK|SG|JP|CN|TW|BR|AT|AE|CH|India|Ireland|Israel|Japan|Austria|Belgium|Germany|"
        "Netherlands|Canada|United Kingdom|United States|Australia|New Zealand|China|Hong Kong|Switzerland|France|"
        "Italy|Oman|United Arab Emirates|Singapore|Denmark|Hungary|South Africa|Argentina|Brazil|Colombia|"
        "Korea, Republic of|Romania|Russian Federation|Ukraine|Vietnam|Russia|Saudi Arabia|Qatar|Sri Lanka|Norway|Taiwan"
    ),
    "vertical": (
        "Engineering|Automotive|Telecoms|Retail|Education|Chemical/Pharmaceutical|IT Services|Gov/Public Sector|Finance|"
        "Accom/Catering|Marketing/Media|Non-Profit|General Services|Real Estate|Business Support Services|Agriculture|"
        "Manufacturing|Public Sector|Accommodation/Catering|Technology|Recreation"
    ),
    "company_size": "1-250|251-500|501-1000|1001-1500|1501-2500|2501+",
    "malware": (
        "Exploit/Fraud-AccUpdate|W32/Prolaco-gen-4b33|Trojan.Bredolab|Trojan.Bredolab!eml|Exploit/MimeBoundary003|"
        "W32/Prolaco-gen|Packed.Generic.265|HeurAuto-fa70|Packed.Win32.Krap.x|Outlook/DateExploit|"
        "Bredolab (all variants)|Exploit/SuspLink-7d87|Exploit/SuspLink.dam|W32/Bredolab.gen!eml-19251|"
        "Exploit/FakeAttach|Gen:Variant.Kazy.16615|Gen:Variant.Kazy.17074|HeurAuto-08ba|W32/Bredolab.gen!eml|"
        "W32/Delf-Generic-ad9e|W32/Generic-afcd"
    ),
    "web_category": (
        "Advertisements & Popups|Streaming Media|Downloads|Unclassified|Chat|Games|Search Engines|Blogs & Forums|"
        "Computing & Internet|Personals & Dating"
    ),
    "web_malware": (
        "New Unclassified Virus|Trojan.Malscript.B|Trojan.JS.Redirector.ar|Bloodhound.DirActCOM|Trojan.JS.Fraud.s|"
        "JS.SecurityToolFraud.B|Trojan-Downloader.JS.Twetti.a|Trojan.JS.Iframe.hy|Suspicious.MH690|Packed.Win32.Katusha.e"
    ),
    "pup": (
        "PUP:Server-FTP.Win32.Tftpd.274|PUP:WebToolbar.Win32.MyWebSear...|PUP:WebToolbar.Win32.Zango.dk|"
        "PUP:NetTool.Win32.Proxy.g|PUP:AdWare.Win32.HotBar.da|PUP:AdWare.Win32.Zwangi.hl|PUP:Server-FTP.Win32.SFH.bc|"
        "PUP:AdWare.Win32.Shopper.l|PUP:Server-FTP.Win32.SFH.cr|PUP:ZangoSearch"
    ),
    "pipeline_stage": "Traffic management|Connection management|User management|Skeptic Anti-virus|Skeptic Anti-spam",
    "spam_category": "Pharmaceutical|Watches|Casino|Diet|Valentine|Halloween|Replica watches (holiday)",
    "botnet": "Grum|Cutwail|Xarvester|Donbot|Rustock|Maazben|Bobax|Bagle|Mega-D|Waledac|Storm",
    "file_type": "no attachment|wmv|png|pdf|bmp|doc|jpg|post|jpeg|mail|gif|html|xls|zip|.zip|.gif",
    "webmail_provider": "Gmail",
}
"""Each spelling of the figures; none of them may lead to the same segment but the pairs in `SAME`."""

SAME = {
    ("geography", "IT"): "Italy",
    ("geography", "GB"): "United Kingdom",
    ("geography", "AE"): "United Arab Emirates",
    ("geography", "TW"): "Taiwan",
    ("geography", "Russian Federation"): "RU",
    ("geography", "Korea, Republic of"): "KR",
    ("vertical", "Public Sector"): "Gov/Public Sector",
    ("vertical", "Accommodation/Catering"): "Accom/Catering",
    ("site_kind", "New sites with web viruses"): "web_virus",
    ("site_kind", "New sites with spyware"): "spyware",
    ("file_type", ".zip"): "zip",
    ("file_type", ".gif"): "gif",
}

DISTINCT = (
    "malware",
    "web_category",
    "web_malware",
    "pup",
    "pipeline_stage",
    "spam_category",
    "botnet",
    "company_size",
)

JAPANESE = {
    "geography": {
        "イタリア": "IT", "デンマーク": "DK", "ロシア": "RU", "ドイツ": "DE", "オランダ": "NL", "米国": "US", "カナダ": "CA",
        "英国": "GB", "オーストラリア": "AU", "香港": "HK", "シンガポール": "SG", "日本": "JP", "中国": "CN", "台湾": "TW",
        "ブラジル": "BR", "オーストリア": "AT", "スイス": "CH", "アラブ首長国連邦": "AE", "韓国": "KR",
        "アメリカ": "US", "アメリカ合衆国": "US", "イギリス": "GB", "大韓民国": "KR", "南アフリカ共和国": "ZA",
    },
    "vertical": {
        "エンジニアリング部門": "engineering", "教育部門": "education", "化学/製薬部門": "chemical-pharmaceutical",
        "IT サービス部門": "it-services", "ITサービス部門": "it-services", "ＩＴサービス": "it-services",
        "小売り部門": "retail", "小売部門": "retail", "小売": "retail", "小売り": "retail",
        "公共部門": "gov-public-sector", "公共": "gov-public-sector", "金融部門": "finance", "金融": "finance",
    },
    "spam_category": {"医薬品": "pharmaceutical", "時計": "watches", "カジノ": "casino", "ダイエット": "diet"},
    "web_category": {
        "広告およびポップアップ": "advertisements-popups",
        "オンライン コンピューティング&インターネット": "computing-internet",
        "コンピューティング＆インターネット": "computing-internet",
    },
    "pipeline_stage": {
        "トラフィック マネジメント": "traffic-management", "コネクション マネジメント": "connection-management",
        "コネクション マネジメント機能": "connection-management", "ユーザー マネジメント": "user-management",
        "ユーザ マネジメント機能": "user-management",
    },
    "site_kind": {"スパイウェア サイト": "spyware", "ウェブベースのマルウェア サイト": "web_virus"},
}  # fmt: skip

ENGLISH_OTHERS = {
    "geography": {
        "USA": "US", "U.S.": "US", "UK": "GB", "Britain": "GB", "UAE": "AE", "Holland": "NL", "the Netherlands": "NL",
        "HONG KONG": "HK", "Viet Nam": "VN", "South Korea": "KR", "Czechia": "CZ", "Cote d'Ivoire": "CI", "Turkey": "TR",
    },
    "vertical": {"Chem/Pharm": "chemical-pharmaceutical", "Gov/Public\n\nSector": "gov-public-sector"},
    "company_size": {
        "1–250": "1-250", "1～250": "1-250", "1-250人": "1-250", "1～250人": "1-250", "1〜250": "1-250",
        "1,001-1,500": "1001-1500", "1,501–2,500": "1501-2500", "2501以上": "2501+", "2,501+": "2501+",
        "2501 and over": "2501+", "2,501–": "2501+", "２５０１＋": "2501+",
    },
}  # fmt: skip

METRICS = """
spam.rate                         percent    global geography vertical company_size
virus.rate                        one_in     global geography vertical company_size
phishing.rate                     one_in     global geography vertical company_size
web.new_sites_per_day             per_day    global site_kind
web.new_domain_share              percent    global
web.new_malware_share             percent    global
virus.malicious_link_share        percent    global
phishing.share_of_threats         percent    global
virus.name_share                  percent    malware
web.policy_share                  percent    web_category
web.malware_share                 percent    web_malware
web.pup_share                     percent    pup
traffic.smtp_connections_per_day  per_day    global
traffic.dropped_share             percent    pipeline_stage
spam.category_share               percent    spam_category
botnet.spam_share                 percent    botnet
spam.attachment_share             percent    global botnet
spam.mean_size                    kilobytes  file_type
web.new_malware_share_intercepted percent    global
spam.webmail_share                percent    global webmail_provider
virus.rate_percent                percent    global
botnet.spam_total                 percent    global
phishing.rate_percent             percent    global
spam.source_share                 percent    geography
"""


def spelt():
    return [(dimension, text) for dimension, texts in ENGLISH.items() for text in texts.split("|")]


def pairs(table):
    return [(dimension, text, id) for dimension, texts in table.items() for text, id in texts.items()]


@pytest.mark.parametrize(("dimension", "text"), spelt())
def test_each_spelling_leads_to_a_segment(dimension, text):
    assert CATALOGUE.resolve_segment(dimension, text) is not None


@pytest.mark.parametrize(("dimension", "text", "other"), [(*key, other) for key, other in SAME.items()])
def test_two_spellings_of_one_thing_lead_to_one_segment(dimension, text, other):
    assert CATALOGUE.resolve_segment(dimension, text) == CATALOGUE.resolve_segment(dimension, other)


@pytest.mark.parametrize("dimension", DISTINCT)
def test_different_things_lead_to_different_segments(dimension):
    texts = ENGLISH[dimension].split("|")
    assert len({CATALOGUE.resolve_segment(dimension, text).id for text in texts}) == len(texts)


@pytest.mark.parametrize(("dimension", "text", "id"), [*pairs(JAPANESE), *pairs(ENGLISH_OTHERS)])
def test_what_reports_call_it_leads_to_it(dimension, text, id):
    assert CATALOGUE.resolve_segment(dimension, text).id == id


@pytest.mark.parametrize("line", METRICS.split("\n")[1:-1], ids=lambda line: line.split()[0])
def test_each_metric_has_the_unit_and_dimensions_of_the_figures(line):
    name, unit, *dimensions = line.split()
    metric, implied = CATALOGUE.resolve_metric(name)
    assert implied == unit
    for dimension in dimensions:
        assert dimension == GLOBAL or CATALOGUE.composition(metric.id, dimension) is not None


def test_english_labels_are_as_the_reports_print_them():
    as_printed = [*ENGLISH["vertical"].split("|"), *ENGLISH["web_category"].split("|"), *ENGLISH["pup"].split("|")]
    labels = {s.label_en for name in ("vertical", "web_category", "pup") for s in CATALOGUE.segments(name).values()}
    assert set(as_printed) - labels == {"Public Sector", "Accommodation/Catering"}


@pytest.mark.parametrize("name", ["february-2010.csv", "history.csv"])
def test_the_reference_files_hold_nothing_unknown(name):
    file = REFERENCE / name
    if not file.is_file():
        pytest.skip(f"the reference data are not beside the checkout: {file}")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) > 100
    assert [row for row in rows if not _is_known(row)] == []


def _is_known(row):
    resolved = CATALOGUE.resolve_metric(row["metric"])
    if resolved is None or resolved[1] != row["unit"]:
        return False
    in_breakdown = row["dimension"] == GLOBAL or CATALOGUE.composition(resolved[0].id, row["dimension"]) is not None
    return in_breakdown and CATALOGUE.resolve_segment(row["dimension"], row["segment"]) is not None
