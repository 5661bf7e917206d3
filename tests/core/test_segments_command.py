"""Adding, renaming, merging and deleting segments: names lead to one segment, ids stay, and no figure is lost."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from db.store import SqlStore
from workbench.core.acceptance import observation_of
from workbench.core.catalogue import Catalogue
from workbench.core.commands.segments import add_segment, change_segment, delete_segment, merge_segments
from workbench.core.errors import Refused
from workbench.core.messages import Message
from workbench.core.periods import Period
from workbench.core.ports import Change, Command
from workbench.core.queries.segment_use import segment_use, segments_with_figures
from workbench.core.queries.soundness import unsound
from workbench.core.records import Note, Observation, Reading, Segment, Source
from workbench.core.segment_rules import proposed_id

Put = Callable[..., Change]

KOSOVO = Segment("geography", "kosovo", "コソボ", "Kosovo", "コソヴォ\nXK", "", 0, "")
SOURCE = Source(1, "edition", "edition:2010-02", "", "2010-03-01T00:00:00+00:00")


def named(store: SqlStore, catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with the names that a database has."""
    with store.read() as reader:
        return catalogue.with_own((), reader.records(Segment))


def refused(action: Callable[[], Any]) -> Message:
    with pytest.raises(Refused) as raised:
        action()
    return raised.value.message


def country(id_: str, catalogue: Catalogue, **changes: str) -> Segment:
    found = catalogue.segment("geography", id_)
    assert found is not None
    return replace(found, **changes)


def spam(segment: str, value: float | None, nth: int = 1, period: str = "2010-02") -> Reading:
    text = "" if value is None else f"{value}%"
    number = (value, None if value is None else 0.1)
    key = ("spam.rate", "M", period, "geography", segment, "value", SOURCE.id, nth)
    return Reading(*key, *number, "exact", "percent", segment, text, "panel:1")


def accepted(catalogue: Catalogue, reading: Reading) -> Observation:
    return observation_of(reading, catalogue.metric("spam.rate"))


def values(store: SqlStore) -> dict[tuple[str, str], float | None]:
    with store.read() as reader:
        assert unsound(reader) == ()
        return {(row.period, row.segment): row.value for row in reader.records(Observation, dimension="geography")}


class TestAdding:
    def test_a_new_segment_is_found_by_all_its_names_and_stands_at_the_end(
        self, store: SqlStore, catalogue: Catalogue
    ) -> None:
        store.run(add_segment(catalogue, KOSOVO))
        own = named(store, catalogue)
        found = own.segment("geography", "kosovo")
        assert found is not None
        assert [own.resolve_segment("geography", name) for name in ("Kosovo", "コソボ", "コソヴォ", "xk")] == [
            found
        ] * 4
        assert list(own.segments("geography"))[-1] == "kosovo"
        store.undo()
        assert named(store, catalogue).segment("geography", "kosovo") is None

    def test_names_are_tidied(self, store: SqlStore, catalogue: Catalogue) -> None:
        untidy = replace(KOSOVO, label_en="  Kosovo  ", aliases="\nコソヴォ\n kosovo \n\nｺｿｳﾞｫ\n XK\n")
        store.run(add_segment(catalogue, untidy))
        found = named(store, catalogue).segment("geography", "kosovo")
        assert found is not None
        assert (found.label_en, found.aliases) == ("Kosovo", "コソヴォ\nXK")

    @pytest.mark.parametrize("id_", ["XK", "kosovo", "kosovo-2", "trojan.x", "web_virus", "2010"])
    def test_countries_have_two_letters_or_a_slug(self, catalogue: Catalogue, id_: str) -> None:
        add_segment(catalogue, replace(KOSOVO, id=id_, aliases=""))

    @pytest.mark.parametrize("id_", ["", "Kosovo", "X", "XKX", "コソボ", "a b", "-a", "a--b", "a/b", "xk\n"])
    def test_other_ids_are_refused(self, catalogue: Catalogue, id_: str) -> None:
        assert refused(lambda: add_segment(catalogue, replace(KOSOVO, id=id_))).id == "segments.bad_country_id"
        other = replace(KOSOVO, dimension="vertical", id=id_)
        assert refused(lambda: add_segment(catalogue, other)).id == "segments.bad_id"

    def test_two_capital_letters_are_for_countries_only(self, catalogue: Catalogue) -> None:
        law = Segment("vertical", "XK", "宇宙", "Space", "", "", 0, "")
        assert refused(lambda: add_segment(catalogue, law)).id == "segments.bad_id"

    @pytest.mark.parametrize("id_", ["JP", "jp"])
    def test_an_id_that_is_taken_is_refused(self, catalogue: Catalogue, id_: str) -> None:
        said = refused(lambda: add_segment(catalogue, replace(KOSOVO, id=id_)))
        assert (said.id, said.parameters["other"]) == ("segments.id_taken", "日本 / Japan")

    @pytest.mark.parametrize(
        ("change", "name"),
        [
            ({"label_ja": "日本"}, "日本"),
            ({"label_en": "ＪＡＰＡＮ"}, "ＪＡＰＡＮ"),
            ({"aliases": "コソヴォ\njapan"}, "japan"),
        ],
    )
    def test_a_name_of_another_segment_is_refused_and_that_one_named(
        self, catalogue: Catalogue, change: dict[str, Any], name: str
    ) -> None:
        said = refused(lambda: add_segment(catalogue, replace(KOSOVO, **change)))
        assert said == Message("segments.name_taken", {"name": name, "other": "日本 / Japan"})

    def test_the_same_name_in_another_dimension_is_fine(self, store: SqlStore, catalogue: Catalogue) -> None:
        store.run(add_segment(catalogue, replace(KOSOVO, dimension="vertical", label_ja="日本")))

    def test_one_label_is_enough_but_none_is_not(self, catalogue: Catalogue) -> None:
        add_segment(catalogue, replace(KOSOVO, label_en=""))
        assert (
            refused(lambda: add_segment(catalogue, replace(KOSOVO, label_en=" ", label_ja=""))).id
            == "segments.no_label"
        )

    def test_a_parent_must_be_there(self, catalogue: Catalogue) -> None:
        add_segment(catalogue, replace(KOSOVO, parent="RS"))
        assert refused(lambda: add_segment(catalogue, replace(KOSOVO, parent="nowhere"))).id == "segments.unknown"

    def test_the_total_has_no_members(self, catalogue: Catalogue) -> None:
        for segment in (replace(KOSOVO, dimension="global"), replace(KOSOVO, id="global")):
            assert refused(lambda segment=segment: add_segment(catalogue, segment)).id == "segments.not_of_total"


@pytest.mark.parametrize(
    ("label", "dimension", "id_"),
    [
        ("Kosovo", "geography", "kosovo"), ("  Côte d’Ivoire ", "geography", "cote-divoire"), ("IT & Services", "vertical", "it-services-2"),
        ("Japan", "geography", "japan"), ("コソボ", "company_size", "company-size"), ("", "vertical", "vertical"),
        ("Trojan.Bredolab!eml", "malware", "trojan.bredolab-eml-2"), ("--a..", "vertical", "a"),
    ],
)  # fmt: skip
def test_an_id_is_proposed_from_the_english_label(catalogue: Catalogue, label: str, dimension: str, id_: str) -> None:
    assert proposed_id(label, dimension, catalogue.segments(dimension)) == id_


class TestChanging:
    def test_an_own_record_lies_over_the_shipped_one(self, store: SqlStore, catalogue: Catalogue) -> None:
        renamed = country("AU", catalogue, label_ja="豪州", aliases="オーストラリア連邦\nOz")
        store.run(change_segment(catalogue, renamed))
        own = named(store, catalogue)
        found = own.segment("geography", "AU")
        assert found is not None
        assert (found.label_ja, found.aliases, found.position) == ("豪州", "オーストラリア連邦\nOz", renamed.position)
        assert own.resolve_segment("geography", "oz") == found
        store.undo()
        assert named(store, catalogue).segment("geography", "AU") == catalogue.segment("geography", "AU")

    def test_neither_id_nor_place_nor_what_it_was_merged_into_can_be_changed(
        self, store: SqlStore, catalogue: Catalogue
    ) -> None:
        store.run(merge_segments(catalogue, "geography", "AS", "US"))
        own = named(store, catalogue)
        store.run(change_segment(own, country("AS", own, label_en="Samoa, American", position=999, replaced_by="")))
        found = named(store, catalogue).segment("geography", "AS")
        assert found is not None
        assert (found.position, found.replaced_by) == (country("AS", catalogue).position, "US")

    def test_a_name_of_another_segment_is_refused(self, catalogue: Catalogue) -> None:
        said = refused(lambda: change_segment(catalogue, country("AU", catalogue, aliases="Oz\n日本")))
        assert said == Message("segments.name_taken", {"name": "日本", "other": "日本 / Japan"})

    def test_an_id_of_another_segment_is_no_alias(self, catalogue: Catalogue) -> None:
        assert (
            refused(lambda: change_segment(catalogue, country("AU", catalogue, aliases="jp"))).id
            == "segments.name_taken"
        )

    def test_a_name_of_a_segment_that_was_merged_into_it_can_be_taken(
        self, store: SqlStore, catalogue: Catalogue
    ) -> None:
        store.run(merge_segments(catalogue, "geography", "AS", "US"))
        own = named(store, catalogue)
        name = country("AS", catalogue).label_en
        store.run(change_segment(own, country("US", own, aliases=name)))

    def test_an_unknown_segment_is_refused(self, catalogue: Catalogue) -> None:
        assert refused(lambda: change_segment(catalogue, KOSOVO)).id == "segments.unknown"

    def test_a_segment_cannot_stand_under_itself(self, store: SqlStore, catalogue: Catalogue) -> None:
        assert refused(lambda: change_segment(catalogue, country("AU", catalogue, parent="AU"))).id == "segments.circle"
        store.run(change_segment(catalogue, country("NZ", catalogue, parent="AU")))
        own = named(store, catalogue)
        assert refused(lambda: change_segment(own, country("AU", own, parent="NZ"))).id == "segments.circle"


class TestMerging:
    @pytest.fixture
    def filled(self, store: SqlStore, catalogue: Catalogue, put: Put) -> SqlStore:
        """American Samoa with figures of January and February, the United States with one of March."""
        printed = [spam("AS", 90.1, period="2010-01"), spam("AS", 91.0), spam("US", 92.5, period="2010-03")]
        note = Note(
            1, "spam.rate", "geography", "AS", "M", "2010-02", "2010-02", "high", "A", "2010-03-01T00:00:00+00:00"
        )
        put(store, SOURCE, note, *printed, *(accepted(catalogue, reading) for reading in printed))
        return store

    def merge(self, store: SqlStore, catalogue: Catalogue, merged: str = "AS", into: str = "US") -> None:
        store.run(merge_segments(named(store, catalogue), "geography", merged, into))

    def test_figures_readings_and_notes_go_over(self, filled: SqlStore, catalogue: Catalogue) -> None:
        self.merge(filled, catalogue)
        assert values(filled) == {("2010-01", "US"): 90.1, ("2010-02", "US"): 91.0, ("2010-03", "US"): 92.5}
        with filled.read() as reader:
            assert {row.segment for row in reader.records(Reading)} == {"US"}
            assert [note.segment for note in reader.records(Note)] == ["US"]

    def test_its_names_lead_to_the_other_one(self, filled: SqlStore, catalogue: Catalogue) -> None:
        self.merge(filled, catalogue)
        own = named(filled, catalogue)
        assert own.resolve_segment("geography", "American Samoa") == own.segment("geography", "US")

    def test_it_is_one_step_that_undo_takes_back(self, filled: SqlStore, catalogue: Catalogue) -> None:
        before = values(filled)
        self.merge(filled, catalogue)
        filled.undo()
        assert values(filled) == before
        assert named(filled, catalogue).segment("geography", "AS") == catalogue.segment("geography", "AS")

    def test_two_different_figures_are_refused_and_the_first_is_named(
        self, filled: SqlStore, catalogue: Catalogue, put: Put
    ) -> None:
        printed = [spam("US", 88.8, period="2010-01"), spam("US", 99.9)]
        put(filled, *printed, *(accepted(catalogue, reading) for reading in printed))
        before = values(filled)
        said = refused(lambda: self.merge(filled, catalogue))
        assert (said.id, said.parameters["count"]) == ("segments.conflict", 2)
        assert said.parameters["key"] == "spam.rate/geography:AS@2010-01"
        assert values(filled) == before

    def test_the_same_figure_twice_is_no_conflict(self, filled: SqlStore, catalogue: Catalogue, put: Put) -> None:
        put(filled, spam("US", 91.0), accepted(catalogue, spam("US", 91.0)))
        self.merge(filled, catalogue)
        assert values(filled)["2010-02", "US"] == 91.0
        with filled.read() as reader:
            assert [row.nth for row in reader.records(Reading, period="2010-02", segment="US")] == [1, 2]

    @pytest.mark.parametrize(("mine", "theirs"), [(91.0, None), (None, 91.0), (None, None)])
    def test_a_figure_that_is_known_wins_over_a_missing_one(
        self, store: SqlStore, catalogue: Catalogue, put: Put, mine: float | None, theirs: float | None
    ) -> None:
        printed = [spam("AS", mine), spam("US", theirs)]
        put(store, SOURCE, *printed, *(accepted(catalogue, reading) for reading in printed))
        self.merge(store, catalogue)
        assert values(store) == {("2010-02", "US"): mine or theirs}

    def test_the_accepted_value_still_names_its_reading(self, store: SqlStore, catalogue: Catalogue, put: Put) -> None:
        second = replace(spam("AS", 91.0, nth=2), text="91.0 %")
        other = replace(spam("US", 85.0), place="text")
        put(store, SOURCE, spam("AS", 80.0), second, accepted(catalogue, second), other)
        self.merge(store, catalogue)
        with store.read() as reader:
            (standing,) = reader.records(Observation)
            (reading,) = reader.records(Reading, nth=standing.nth or 0)
        assert (standing.value, reading.text) == (91.0, "91.0 %")
        assert values(store) == {("2010-02", "US"): 91.0}

    def test_members_under_it_come_under_the_other_one(self, store: SqlStore, catalogue: Catalogue) -> None:
        store.run(merge_segments(catalogue, "malware", "bredolab", "exploit-fraud-accupdate"))
        own = named(store, catalogue)
        found = own.segment("malware", "trojan.bredolab")
        assert found is not None
        assert found.parent == "exploit-fraud-accupdate"

    def test_merging_into_a_member_under_it_makes_no_circle(self, store: SqlStore, catalogue: Catalogue) -> None:
        store.run(merge_segments(catalogue, "malware", "bredolab", "trojan.bredolab"))
        own = named(store, catalogue)
        parents = {id_: segment.parent for id_, segment in own.segments("malware").items() if "bredolab" in id_}
        assert parents["trojan.bredolab"] == ""
        assert parents["trojan.bredolab-eml"] == "trojan.bredolab"

    @pytest.mark.parametrize(
        ("merged", "into", "why"),
        [
            ("US", "US", "segments.same"),
            ("US", "nowhere", "segments.unknown"),
            ("AS", "JP", "segments.merged_already"),
            ("JP", "AS", "segments.merged_already"),
        ],
    )
    def test_what_cannot_be_merged_is_refused(
        self, store: SqlStore, catalogue: Catalogue, merged: str, into: str, why: str
    ) -> None:
        self.merge(store, catalogue)
        assert refused(lambda: self.merge(store, catalogue, merged, into)).id == why


class TestDeleting:
    def run(self, store: SqlStore, catalogue: Catalogue, id_: str) -> None:
        store.run(delete_segment(named(store, catalogue), "geography", id_))

    def test_an_own_segment_without_figures_goes(self, store: SqlStore, catalogue: Catalogue) -> None:
        store.run(add_segment(catalogue, KOSOVO))
        self.run(store, catalogue, "kosovo")
        assert named(store, catalogue).segment("geography", "kosovo") is None

    def test_one_with_figures_is_refused_with_their_number(
        self, store: SqlStore, catalogue: Catalogue, put: Put
    ) -> None:
        store.run(add_segment(catalogue, KOSOVO))
        put(store, SOURCE, spam("kosovo", 91.0), accepted(catalogue, spam("kosovo", 91.0)))
        said = refused(lambda: self.run(store, catalogue, "kosovo"))
        assert said == Message("segments.in_use", {"name": "コソボ / Kosovo", "count": 2})

    def test_one_that_others_name_is_refused(self, store: SqlStore, catalogue: Catalogue) -> None:
        store.run(add_segment(catalogue, KOSOVO))
        store.run(merge_segments(named(store, catalogue), "geography", "AS", "kosovo"))
        assert refused(lambda: self.run(store, catalogue, "kosovo")).id == "segments.needed"

    def test_a_shipped_one_gets_its_names_back_even_with_figures(
        self, store: SqlStore, catalogue: Catalogue, put: Put
    ) -> None:
        put(store, SOURCE, spam("AU", 91.0), accepted(catalogue, spam("AU", 91.0)))
        store.run(change_segment(catalogue, country("AU", catalogue, label_ja="オージー")))
        self.run(store, catalogue, "AU")
        assert named(store, catalogue).segment("geography", "AU") == catalogue.segment("geography", "AU")

    def test_a_shipped_one_that_was_not_changed_is_refused(self, store: SqlStore, catalogue: Catalogue) -> None:
        assert refused(lambda: self.run(store, catalogue, "AU")).id == "segments.not_own"


@pytest.mark.parametrize("make", [
    lambda catalogue: add_segment(catalogue, KOSOVO),
    lambda catalogue: change_segment(catalogue, country("AU", catalogue, label_en="Oz")),
    lambda catalogue: merge_segments(catalogue, "geography", "AS", "US"),
])  # fmt: skip
def test_each_is_one_operation(store: SqlStore, catalogue: Catalogue, make: Callable[[Catalogue], Command]) -> None:
    store.run(make(catalogue))
    with store.read() as reader:
        assert len(reader.operations()) == 1


def test_use_tells_own_segments_and_figures(sample: SqlStore, catalogue: Catalogue) -> None:
    sample.run(change_segment(catalogue, country("AU", catalogue, label_en="Oz")))
    with sample.read() as reader:
        use = segment_use(reader, "geography")
        assert use.own == {"AU"}
        assert use.figures["CN"] == reader.count(Observation, dimension="geography", segment="CN") > 0
        shown = segments_with_figures(reader, Period.month(2010, 2))
    assert ("geography", "CN") in shown
    assert ("geography", "AQ") not in shown
