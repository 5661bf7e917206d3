"""The sample fills an empty database, and only that: figures, coverage, events, findings and their edition."""

import shutil
from collections import defaultdict

import pytest

from workbench.core.acceptance import accepted
from workbench.core.commands.sample import fill_with_sample, sample_of
from workbench.core.errors import Refused
from workbench.core.messages import message
from workbench.core.queries.soundness import unsound
from workbench.core.records import (
    RECORDS,
    Coverage,
    Edition,
    Event,
    Finding,
    FindingText,
    Observation,
    Reading,
    Source,
    Statistic,
)
from workbench.core.resources import resources_folder

FOLDER = resources_folder() / "sample"
COUNTS = {
    Source: 99,
    Reading: 896,
    Observation: 685,
    Coverage: 26,
    Event: 12,
    Finding: 5,
    FindingText: 10,
    Edition: 1,
}


def key_of(figure):
    return figure.metric, figure.grain, figure.period, figure.dimension, figure.segment


@pytest.fixture
def reader(sample):
    with sample.read() as opened:
        yield opened


def test_everything_is_there(reader):
    assert {kind: reader.count(kind) for kind in RECORDS if reader.count(kind)} == COUNTS


def test_it_is_one_operation_that_can_be_undone(sample):
    with sample.read() as reader:
        (operation,) = reader.operations()
    assert (operation.label, operation.rows) == (message("command.sample"), sum(COUNTS.values()))
    sample.undo()
    with sample.read() as reader:
        assert not [kind for kind in RECORDS if reader.count(kind)]


def test_it_is_sound(reader):
    assert unsound(reader) == ()


def test_the_issue_is_an_edition_with_its_figures(reader):
    (edition,) = reader.records(Edition)
    assert (edition.grain, edition.period, edition.number, edition.status) == ("M", "2010-02", 1, "published")
    (source,) = reader.records(Source, id=edition.source)
    assert (source.kind, source.name) == ("edition", "edition:2010-02")
    assert reader.count(Reading, source=source.id) == 184


def test_sources_are_the_edition_and_the_addresses(reader):
    kinds = [source.kind for source in reader.records(Source)]
    assert (kinds.count("edition"), kinds.count("article")) == (1, 98)


def test_no_reading_is_better_than_the_accepted_one(reader, catalogue):
    kinds = {source.id: source.kind for source in reader.records(Source)}
    offered = defaultdict(list)
    for reading in reader.records(Reading, statistic=Statistic.VALUE.value):
        offered[key_of(reading)].append((reading, kinds[reading.source]))
    observations = {key_of(one): one for one in reader.records(Observation)}
    assert set(observations) == set(offered)
    for key, found in observations.items():
        (own,) = [pair for pair in offered[key] if (pair[0].source, pair[0].nth) == (found.source, found.nth)]
        assert accepted([own, *offered[key]], catalogue.metric(found.metric)) is own[0], key


@pytest.mark.parametrize(
    ("metric", "period", "dimension", "segment", "value", "status"),
    [
        ("spam.rate", "2008-06", "geography", "HK", 74.5, "normal"),
        ("phishing.rate", "2009-01", "global", "global", 392.1, "normal"),
        ("virus.rate", "2009-04", "global", "global", 304.0, "normal"),
        ("spam.rate", "2010-02", "vertical", "retail", 91.1, "normal"),
        ("virus.rate", "2010-02", "vertical", "marketing-media", 207.0, "normal"),
        ("phishing.rate", "2010-05", "global", "global", 237.1, "normal"),
        ("spam.rate", "2009-09", "geography", "CA", 90.6, "normal"),
        ("phishing.rate", "2011-08", "global", "global", 207.7, "normal"),
    ],
)
def test_where_readings_differ_the_one_is_accepted_that_the_sample_says(
    reader, metric, period, dimension, segment, value, status
):
    (found,) = reader.records(Observation, metric=metric, period=period, dimension=dimension, segment=segment)
    assert (found.value, found.status) == (value, status)


def test_estimates_are_those_that_were_printed_in_another_unit(reader, catalogue):
    origins = {
        (one.metric, one.period, one.dimension, one.segment, one.source, one.nth): one.unit
        for one in reader.records(Reading, statistic=Statistic.VALUE.value)
    }
    statuses = {}
    for one in reader.records(Observation):
        unit = origins[one.metric, one.period, one.dimension, one.segment, one.source, one.nth]
        statuses.setdefault(unit == catalogue.metric(one.metric).unit, set()).add(one.status)
    assert statuses == {True: {"normal"}, False: {"estimated"}}


def test_findings_have_words_in_both_languages_and_their_order(reader):
    findings = reader.records(Finding)
    assert [finding.position for finding in sorted(findings, key=lambda one: one.id)] == [1, 2, 3, 4, 5]
    texts = reader.records(FindingText)
    assert {(text.finding, text.language) for text in texts} == {
        (one.id, language) for one in findings for language in ("ja", "en")
    }
    assert all(text.title and text.body and not text.title.startswith("#") for text in texts)


def test_it_is_refused_where_the_sample_stands_already(sample, catalogue):
    with sample.read() as reader, pytest.raises(Refused) as refused:
        fill_with_sample(reader, catalogue, FOLDER)
    assert refused.value.message == message("sample.not_empty")


@pytest.mark.parametrize(
    "record",
    [
        Observation("spam.rate", "M", "2010-02", "global", "global", 89.4, 0.1, "exact", "normal", None, None),
        Finding("own", "M", "2010-02", "spam", "draft", "", 1, ""),
    ],
    ids=["a figure", "a finding"],
)
def test_it_is_refused_beside_anything_of_ones_own(store, put, catalogue, record):
    put(store, record)
    with store.read() as reader, pytest.raises(Refused):
        fill_with_sample(reader, catalogue, FOLDER)


def test_an_error_in_its_files_is_a_bug(store, catalogue, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "sample")
    with (folder / "readings.csv").open("a", encoding="utf-8") as file:
        file.write("2010-02,spam.rate,geography,Atlantis,value,5,percent,edition:2010-02,\n")
    with store.read() as reader, pytest.raises(ValueError, match="Atlantis"):
        sample_of(reader, catalogue, folder, "")
