"""The sample's data files: well formed, whole, and right where they can be calculated."""

from __future__ import annotations

import csv
import datetime
import re
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import pytest

from workbench.core.periods import Period
from workbench.core.records import CoverageKind, Statistic
from workbench.core.units import ONE_IN, PER_DAY, PERCENT, UNITS, change, level

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample"
REFERENCE = ROOT.parent / "shared" / "reference"
EDITION = "edition:2010-02"

Row = dict[str, str]

PRINTED = re.compile(r"(?:about |約)?([+-]?[0-9]+(?:\.[0-9]+)?)(億?)%?")
LINK = re.compile(r"\[([^\[\]]+)\]\((metric:[^()\s]+)\)")
KEY = re.compile(
    r"metric:(?P<metric>[a-z_.]+)(?:/(?P<dimension>[a-z_]+):(?P<segment>[^:@#/]+))?@(?P<period>[0-9-]+)"
    r"(?:#(?P<asks>change|average|rank))?"
)
DATE = re.compile(r"\d{4}年\d+月|\d+月(?:\d+日)?|\b\d+ (?:January|February|March)|(?:September) \d{4}")


def table(name: str, folder: Path = SAMPLE) -> tuple[str, list[Row]]:
    """Return the header line and the rows of a CSV file."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return (folder / name).read_text(encoding="utf-8").splitlines()[0], rows


@pytest.fixture(scope="module")
def readings() -> list[Row]:
    return table("readings.csv")[1]


@pytest.fixture(scope="module")
def reference() -> Path:
    if not REFERENCE.is_dir():
        pytest.skip(f"the reference figures are not beside the project: {REFERENCE}")
    return REFERENCE


def number(printed: str) -> Decimal | None:
    """Read a spelling of readings.csv; None for words."""
    found = PRINTED.fullmatch(printed)
    return Decimal(found[1]) * (10**8 if found[2] else 1) if found else None


def key(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in ("period", "metric", "dimension", "segment"))


def values(readings: list[Row]) -> dict[tuple[str, ...], list[Row]]:
    found = defaultdict(list)
    for row in readings:
        if row["statistic"] == Statistic.VALUE:
            found[key(row)].append(row)
    return found


def test_readings_have_the_columns_that_the_loader_expects() -> None:
    header, _ = table("readings.csv")
    assert header == "period,metric,dimension,segment,statistic,printed,unit,source,place"


def test_every_figure_of_the_sources_is_there(readings: list[Row]) -> None:
    of_edition = [row for row in readings if row["source"] == EDITION]
    others = [row for row in readings if row["source"] != EDITION]
    assert len(readings) == 896
    assert Counter(row["statistic"] for row in of_edition) == {"value": 167, "change": 14, "average_6": 3}
    assert Counter(row["statistic"] for row in others) == {"value": 540, "change": 172}
    assert len({row["source"] for row in others}) == 98


def test_every_reading_is_well_formed(readings: list[Row]) -> None:
    for row in readings:
        assert None not in row.values(), row
        assert all(row[name] for name in ("metric", "dimension", "segment", "printed", "source")), row
        assert not any(field != field.strip() for field in row.values()), row
        assert (row["dimension"] == "global") == (row["segment"] == "global"), row
        assert str(Period.parse(row["period"])) == row["period"], row
        assert row["statistic"] in list(Statistic), row
        assert row["source"] == EDITION or re.fullmatch(r"https?://\S+", row["source"]), row


def test_readings_stand_by_period_metric_and_dimension(readings: list[Row]) -> None:
    order = [(row["period"], row["metric"], row["dimension"]) for row in readings]
    assert order == sorted(order)


def test_places_are_structured_and_name_a_base_that_is_not_the_month_before(readings: list[Row]) -> None:
    for row in readings:
        place = row["place"]
        if row["source"] == EDITION:
            assert all(re.match(r"(panel|table|highlights|body|figure)\b", part) for part in place.split("; ")), row
        else:
            assert place == "" or place.startswith("change since "), row
    bases = [(row["period"], row["place"]) for row in readings if row["place"].startswith("change")]
    assert bases == [("2009-09", "change since 2009-Q2"), ("2011-06", "change since 2011-03")]


def test_a_metric_has_one_unit_and_the_rates_may_be_printed_in_percent(readings: list[Row]) -> None:
    units = defaultdict(set)
    for row in readings:
        if row["statistic"] != Statistic.CHANGE:
            units[row["metric"]].add(row["unit"])
    assert all(unit in UNITS for several in units.values() for unit in several)
    rates = {metric for metric, several in units.items() if len(several) > 1}
    assert rates == {"virus.rate", "phishing.rate"}
    in_percent = [row for row in readings if row["metric"] in rates and row["unit"] == "percent"]
    assert [(row["period"], row["metric"], row["printed"]) for row in in_percent] == [
        ("2009-01", "virus.rate", "0.39"),
        ("2009-02", "virus.rate", "0.33"),
        ("2010-05", "phishing.rate", "0.42"),
        ("2010-05", "virus.rate", "0.473"),
    ]


def test_changes_carry_a_sign_and_values_none(readings: list[Row]) -> None:
    for row in readings:
        signed = row["printed"][0] in "+-"
        assert signed == (row["statistic"] == Statistic.CHANGE and row["unit"] != ""), row


def test_changes_of_rates_are_in_points_and_those_of_counts_in_percent(readings: list[Row]) -> None:
    changes = [row for row in readings if row["statistic"] == Statistic.CHANGE]
    assert Counter(row["unit"] for row in changes) == {"points": 161, "percent": 17, "per_day": 2, "": 6}
    counts = {row["metric"] for row in changes if row["unit"] in {"percent", "per_day"}}
    assert counts == {"web.new_sites_per_day"}
    assert not [row for row in changes if row["unit"] == "points" and row["metric"] in counts]


def test_words_stand_only_where_there_is_no_unit(readings: list[Row]) -> None:
    words = [row["printed"] for row in readings if row["unit"] == ""]
    assert words == [
        "two-fold from 1.3 in January",
        "almost ten percent",
        "unchanged since May",
        "unchanged since May",
        "almost unchanged since July",
        "83.1 in March",
    ]
    assert all(number(row["printed"]) is not None for row in readings if row["unit"])


def test_the_printed_precision_is_kept(readings: list[Row]) -> None:
    printed = {(*key(row), row["statistic"]): row["printed"] for row in readings if row["source"] == EDITION}
    assert printed["2010-02", "spam.rate", "global", "global", "value"] == "89.4"
    assert printed["2010-02", "virus.rate", "vertical", "Education", "value"] == "149.0"
    assert printed["2010-02", "phishing.rate", "geography", "US", "value"] == "1168"
    assert printed["2010-02", "web.malware_share", "web_malware", "New Unclassified Virus", "value"] == "51.22"
    assert printed["2010-02", "traffic.smtp_connections_per_day", "global", "global", "value"] == "119億"
    assert printed["2010-02", "spam.category_share", "spam_category", "Pharmaceutical", "value"] == "約65%"
    assert printed["2010-02", "spam.attachment_share", "botnet", "Xarvester", "value"] == "約3.1%"
    assert printed["2010-02", "botnet.spam_share", "botnet", "Grum", "value"] == "about 17"
    assert printed["2010-02-05", "botnet.spam_share", "botnet", "Grum", "value"] == "26"


def test_keys_with_several_readings_keep_them_all(readings: list[Row]) -> None:
    by_key = values(readings)
    assert len(by_key) == 685
    several = {found: [row["printed"] for row in rows] for found, rows in by_key.items() if len(rows) > 1}
    assert len(several) == 22
    assert {found: printed for found, printed in several.items() if len(set(printed)) > 1} == {
        ("2008-06", "spam.rate", "geography", "Hong Kong"): ["74.5", "82.6"],
        ("2009-01", "phishing.rate", "global", "global"): ["392.1", "396.2"],
        ("2009-04", "virus.rate", "global", "global"): ["304", "305"],
        ("2009-09", "spam.rate", "geography", "Canada"): ["90.6", "91.2"],
        ("2010-02", "spam.rate", "vertical", "Retail"): ["91.1", "87.6"],
        ("2010-02", "virus.rate", "vertical", "Marketing/Media"): ["207.0", "239.9"],
        ("2010-05", "phishing.rate", "global", "global"): ["237.1", "0.42"],
        ("2011-08", "phishing.rate", "global", "global"): ["207.7", "319.3"],
    }


def test_changes_that_contradict_each_other_both_stand(readings: list[Row]) -> None:
    stated = defaultdict(list)
    for row in readings:
        if row["statistic"] == Statistic.CHANGE and row["source"] == EDITION:
            stated[row["metric"]].append((row["printed"], row["place"]))
    assert {metric: found for metric, found in stated.items() if len(found) == 2 and metric != "web.policy_share"} == {
        "virus.rate": [("-0.03", "highlights"), ("+0.02", "body")],
        "phishing.rate": [("-0.04", "highlights"), ("+0.04", "body")],
        "web.new_domain_share": [("+0.1", "highlights"), ("-0.1", "body")],
        "web.new_malware_share": [("-1.2", "highlights"), ("+1.2", "body")],
    }


def test_coverage_is_declared_once_for_breakdowns_that_have_readings(readings: list[Row]) -> None:
    header, rows = table("coverage.csv")
    assert header == "metric,dimension,period,kind,top"
    declared = [(row["metric"], row["dimension"], row["period"]) for row in rows]
    assert len(set(declared)) == len(declared) == 26
    members = defaultdict(set)
    for row in readings:
        members[row["metric"], row["dimension"], row["period"]].add(row["segment"])
    for row, breakdown in zip(rows, declared, strict=True):
        assert row["kind"] in list(CoverageKind)
        assert (row["top"] != "") == (row["kind"] == CoverageKind.TOP)
        assert len(members[breakdown]) >= int(row["top"] or 1), row


def test_every_breakdown_of_the_edition_has_its_coverage(readings: list[Row]) -> None:
    tops = {(row["metric"], row["dimension"], row["period"]): row["top"] for row in table("coverage.csv")[1]}
    here = [row for row in readings if row["source"] == EDITION and row["dimension"] != "global"]
    assert {(row["metric"], row["dimension"], row["period"]) for row in here} <= set(tops)
    assert tops["virus.rate", "vertical", "2010-02"] == "4"  # its fifth name is a misprint
    assert tops["spam.rate", "vertical", "2010-02"] == tops["phishing.rate", "vertical", "2010-02"] == "5"


def test_events_are_well_formed_and_in_the_order_of_time() -> None:
    header, rows = table("events.csv")
    assert header == "id,first,last,kind,label_ja,label_en"
    assert len(rows) == len({row["id"] for row in rows}) == 12
    for row in rows:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"])
        assert row["kind"] in {"takedown", "outbreak", "surge", "campaign", "calendar"}
        assert datetime.date.fromisoformat(row["first"]) <= datetime.date.fromisoformat(row["last"])
        assert row["label_en"].isascii()
        assert re.search(r"[ぁ-ヿ一-鿿]", row["label_ja"])
    assert [row["first"] for row in rows] == sorted(row["first"] for row in rows)


FINDINGS = ["01-spam-surge", "02-virus-china", "03-phishing-public-sector", "04-malicious-sites", "05-company-size"]
each_finding = pytest.mark.parametrize("finding", FINDINGS)
each_text = pytest.mark.parametrize(
    ("finding", "language"), [(name, words) for name in FINDINGS for words in ("ja", "en")]
)


def text(finding: str, language: str) -> str:
    return (SAMPLE / "findings" / f"{finding}.{language}.md").read_text(encoding="utf-8")


def claims(finding: str, language: str) -> list[tuple[str, str]]:
    """Return the links of a finding as target and text, sorted, for both languages set them in their own order."""
    return sorted((target, label) for label, target in LINK.findall(text(finding, language)))


def digits(label: str) -> list[str]:
    return sorted(re.findall(r"[+-]?\d[\d,.]*", label))


def test_the_index_names_the_findings_that_are_there() -> None:
    header, rows = table("findings/index.csv")
    assert header == "id,period,category,status,author"
    assert [row["id"] for row in rows] == FINDINGS
    assert {row["period"] for row in rows} == {"2010-02"}
    assert {row["status"] for row in rows} == {"draft", "reviewed", "final"}
    files = {path.name for path in (SAMPLE / "findings").iterdir()}
    assert files == {"index.csv"} | {f"{name}.{language}.md" for name in FINDINGS for language in ("ja", "en")}


@each_text
def test_a_finding_has_a_title_and_tied_claims(finding: str, language: str) -> None:
    title, blank, *body = text(finding, language).splitlines()
    assert re.fullmatch(r"# \S.*", title)
    assert blank == ""
    assert not any(line.startswith("#") for line in body)
    assert len(claims(finding, language)) >= 6
    assert all(KEY.fullmatch(target) for target, _ in claims(finding, language))
    assert len(claims(finding, language)) == text(finding, language).count("](")


@each_text
def test_no_number_but_a_date_is_left_untied(finding: str, language: str) -> None:
    assert re.findall(r"\d+", DATE.sub("", LINK.sub("", text(finding, language)))) == []


@each_finding
def test_both_languages_make_the_same_claims_with_the_same_numbers(finding: str) -> None:
    japanese, english = claims(finding, "ja"), claims(finding, "en")
    assert [target for target, _ in japanese] == [target for target, _ in english]
    assert [digits(label) for _, label in japanese] == [digits(label) for _, label in english]


def segments() -> dict[tuple[str, str], str]:
    """Return the English label of each shipped segment."""
    files = (ROOT / "resources" / "segments").glob("*.csv")
    return {(path.stem, row["id"]): row["label_en"] for path in files for row in table(path.name, path.parent)[1]}


class Figures:
    """The readings as they answer a claim, the first of several first."""

    def __init__(self, readings: list[Row]) -> None:
        self.values = values(readings)
        self.labels = segments()
        self.averages = {key(row): row for row in readings if row["statistic"] == Statistic.AVERAGE_6}

    def expected(self, target: str) -> Decimal | float:
        """Calculate what a claim must state."""
        found = KEY.fullmatch(target)
        assert found
        parts = found.groupdict()
        dimension, segment = parts["dimension"] or "global", unquote(parts["segment"] or "global")
        here = (parts["metric"], dimension, segment)
        if parts["asks"] == "average":
            return number(self.averages[parts["period"], *here]["printed"]) or Decimal("NaN")
        if parts["asks"] == "change":
            return self.change(parts["period"], here)
        if parts["asks"] == "rank":
            return self.rank(parts["period"], here)
        return self.value(parts["period"], here)[0]

    def value(self, period: str, here: tuple[str, str, str]) -> tuple[Decimal, str]:
        metric, dimension, segment = here
        label = self.labels[dimension, segment]
        rows = self.values.get((period, *here)) or self.values[period, metric, dimension, label]
        return number(rows[0]["printed"]) or Decimal("NaN"), rows[0]["unit"]

    def change(self, period: str, here: tuple[str, str, str]) -> float:
        now, unit = self.value(period, here)
        base, _ = self.value(str(Period.parse(period).previous), here)
        return change(UNITS[unit], float(now), float(base)) or 0.0

    def rank(self, period: str, here: tuple[str, str, str]) -> int:
        metric, dimension, _ = here
        levels = [
            level(UNITS[rows[0]["unit"]], float(number(rows[0]["printed"]) or 0))
            for found, rows in self.values.items()
            if found[:3] == (period, metric, dimension)
        ]
        value, unit = self.value(period, here)
        return 1 + sum(other > level(UNITS[unit], float(value)) for other in levels)


def stated(label: str) -> Decimal:
    """Return the number that a claim states; of "1 in N" the N."""
    one_in = re.fullmatch(r"1 in ([\d.,]+)|([\d.,]+)通に1通", label)
    found = (one_in[1] or one_in[2]) if one_in else digits(label)[0]
    return Decimal(found.replace(",", ""))


@each_text
def test_every_claim_is_right(finding: str, language: str, readings: list[Row]) -> None:
    figures = Figures(readings)
    for target, label in claims(finding, language):
        said = stated(label)
        expected = Decimal(repr(float(figures.expected(target))))
        assert round(expected, max(0, -int(said.as_tuple().exponent))) == said, (target, label, expected)


@each_finding
def test_claims_are_written_in_the_unit_of_what_they_state(finding: str, readings: list[Row]) -> None:
    units = {row["metric"]: row["unit"] for row in reversed(readings) if row["statistic"] == Statistic.VALUE}
    for target, label in claims(finding, "en"):
        found = KEY.fullmatch(target)
        assert found
        unit = units[found["metric"]]
        if found["asks"] == "rank":
            assert re.fullmatch(r"\d+(st|nd|rd|th)", label)
        elif found["asks"] == "change":
            assert label.endswith("%" if unit == PER_DAY.id else " points")
        else:
            assert label.startswith("1 in ") == (unit == ONE_IN.id)
            assert label.endswith("%") == (unit == PERCENT.id)


def test_every_figure_of_the_edition_stands_among_the_readings(readings: list[Row], reference: Path) -> None:
    _, rows = table("february-2010.csv", reference)
    expected = Counter((*key(row), row["statistic"], Decimal(row["value"])) for row in rows)
    ours = [row for row in readings if row["source"] == EDITION]
    assert Counter((*key(row), row["statistic"], number(row["printed"])) for row in ours) == expected


def test_every_figure_of_other_months_stands_among_the_readings(readings: list[Row], reference: Path) -> None:
    found: dict[str, Counter[tuple[str, ...]]] = {Statistic.VALUE: Counter(), Statistic.CHANGE: Counter()}
    for row in readings:
        if row["source"] != EDITION:
            unit = row["unit"] if row["statistic"] == Statistic.VALUE else ""
            found[row["statistic"]][(*key(row), row["source"], row["printed"], unit)] += 1
    _, rows = table("history.csv", reference)
    for row in rows:
        row["metric"] = row["metric"].removesuffix("_percent")
        row["change"] = re.sub(r"^([+-][\d.]+).*", r"\1", row["stated_change"])
    assert found[Statistic.VALUE] == Counter((*key(row), row["source"], row["value"], row["unit"]) for row in rows)
    changed = [row for row in rows if row["change"]]
    assert found[Statistic.CHANGE] == Counter((*key(row), row["source"], row["change"], "") for row in changed)


def test_the_findings_are_not_copied_from_the_issue(reference: Path) -> None:
    source = re.sub(r"\s", "", (reference / "february-2010.ja.txt").read_text(encoding="utf-8"))
    for finding in FINDINGS:
        ours = re.sub(r"\s", "", LINK.sub(r"\1", text(finding, "ja")))
        runs = [ours[start : start + 18] for start in range(len(ours) - 17)]
        assert [run for run in runs if run in source] == []
