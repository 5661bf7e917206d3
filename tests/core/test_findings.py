"""Findings: written, ordered, carried on and deleted by commands; listed, searched, and found by their figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.store import SqlStore
from workbench.core.catalogue import Catalogue
from workbench.core.commands.findings import (
    LARGEST_PICTURE,
    Words,
    add_finding,
    add_picture,
    carry_over,
    check_picture,
    delete_finding,
    move_finding,
    set_finding,
    update_claims,
    write_finding,
)
from workbench.core.errors import Refused
from workbench.core.finding_templates import finding_templates, start_from_template
from workbench.core.findings import carried, dated, excerpt, updated, updates_of
from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.ports import Command
from workbench.core.queries.claims import checked_claims
from workbench.core.queries.findings import Entry, Findings, findings_about, findings_of
from workbench.core.records import Finding, FindingText, Observation
from workbench.core.resources import resources_folder
from workbench.core.search import searchable
from workbench.core.translation import GettextTranslator

FEBRUARY, MARCH = Period.month(2010, 2), Period.month(2010, 3)
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
Translators = Callable[[str], GettextTranslator]


@pytest.fixture(scope="module")
def translator_of() -> Translators:
    return lambda language: GettextTranslator(language, resources_folder() / "locale")


def findings(store: SqlStore) -> list[Finding]:
    with store.read() as reader:
        return sorted(reader.records(Finding), key=lambda one: (one.period, one.position))


def texts(store: SqlStore, id_: str) -> dict[str, tuple[str, str]]:
    with store.read() as reader:
        return {text.language: (text.title, text.body) for text in reader.records(FindingText, finding=id_)}


def refusal(attempt: Callable[[], object]) -> Message:
    with pytest.raises(Refused) as refused:
        attempt()
    return refused.value.message


def listed(store: SqlStore, catalogue: Catalogue, period: Period = FEBRUARY) -> Findings:
    with store.read() as reader:
        return findings_of(reader, catalogue, period)


def test_a_new_finding_is_a_draft_at_the_end_with_words_in_both_languages(store: SqlStore) -> None:
    change = store.run(add_finding(MARCH, {"en": Words(" Spam \n fell ", "Body")}, category="spam"))
    store.run(add_finding(MARCH, {}))
    assert change.label == message("command.add_finding", title="Spam fell", period=MARCH)
    assert change.rows == {Finding: 1, FindingText: 2}
    first, second = findings(store)
    assert first == Finding("2010-03-01", "M", "2010-03", "spam", "draft", "Analyst", 1, "")
    assert (second.id, second.position) == ("2010-03-02", 2)
    assert texts(store, first.id) == {"en": ("Spam fell", "Body"), "ja": ("", "")}


def test_an_id_is_not_used_again_while_it_stands(store: SqlStore) -> None:
    for _ in range(3):
        store.run(add_finding(MARCH, {}))
    store.run(delete_finding("2010-03-02"))
    store.run(add_finding(MARCH, {}))
    assert [(one.id, one.position) for one in findings(store)] == [
        ("2010-03-01", 1),
        ("2010-03-03", 3),
        ("2010-03-02", 4),
    ]


def test_words_are_written_language_by_language_and_undone_step_by_step(sample: SqlStore) -> None:
    id_ = "01-spam-surge"
    before = texts(sample, id_)
    sample.run(write_finding(id_, "en", Words("Title", "Body")))
    assert texts(sample, id_) == before | {"en": ("Title", "Body")}
    assert sample.run(write_finding(id_, "en", Words("Title", "Body"))).operation is None
    sample.undo()
    assert texts(sample, id_) == before


def test_status_category_and_author_are_set_apart(sample: SqlStore) -> None:
    sample.run(set_finding("04-malicious-sites", status="final"))
    sample.run(set_finding("04-malicious-sites", category="spam"))
    sample.run(set_finding("04-malicious-sites", author=" 佐藤 "))
    found = next(one for one in findings(sample) if one.id == "04-malicious-sites")
    assert (found.status, found.category, found.author) == ("final", "spam", "佐藤")
    assert refusal(lambda: set_finding("x", status="done")) == message("finding.unknown_status", status="done")


@pytest.mark.parametrize(
    ("position", "order"),
    [(1, "41235"), (3, "12435"), (4, "12345"), (5, "12354"), (99, "12354"), (0, "41235")],
)
def test_a_finding_is_moved_in_its_month(sample: SqlStore, position: int, order: str) -> None:
    sample.run(move_finding("04-malicious-sites", position))
    assert "".join(one.id[1] for one in findings(sample)) == order
    assert [one.position for one in findings(sample)] == [1, 2, 3, 4, 5]


def test_a_deleted_finding_takes_its_words_along_and_comes_back_with_them(sample: SqlStore) -> None:
    before = texts(sample, "01-spam-surge")
    sample.run(delete_finding("01-spam-surge", "title"))
    assert texts(sample, "01-spam-surge") == {}
    assert sample.run(delete_finding("01-spam-surge")).operation is None
    sample.undo()
    assert texts(sample, "01-spam-surge") == before


@pytest.mark.parametrize(
    "command",
    [
        write_finding("gone", "en", Words("a", "b")),
        set_finding("gone", status="final"),
        move_finding("gone", 1),
        carry_over(["gone"], MARCH),
        update_claims("gone", {}, {}),
        add_picture("gone", PNG),
    ],
)
def test_a_finding_that_is_gone_is_not_brought_back(store: SqlStore, command: Command) -> None:
    assert refusal(lambda: store.run(command)) == message("finding.gone")


def test_a_finding_is_carried_on_as_a_draft_whose_claims_are_about_the_next_month(sample: SqlStore) -> None:
    sample.run(add_picture("02-virus-china", PNG))
    sample.run(carry_over(["01-spam-surge", "02-virus-china"], MARCH))
    *_, first, second = findings(sample)
    assert [(one.period, one.position, one.status, one.category) for one in (first, second)] == [
        ("2010-03", 1, "draft", "spam"),
        ("2010-03", 2, "draft", "virus"),
    ]
    assert len(second.pictures) == 64
    before, after = texts(sample, "02-virus-china"), texts(sample, second.id)
    for language, (title, body) in after.items():
        assert (title, body) == (before[language][0], before[language][1].replace("@2010-02", "@2010-03"))
    quarter = Period.parse("2010-Q2")
    told = refusal(lambda: sample.run(carry_over(["01-spam-surge"], quarter)))
    assert told == message("finding.other_grain", period=FEBRUARY)


def test_claims_are_carried_on_by_months_and_days_stay() -> None:
    body = "[1](metric:a@2010-02#change=2009-12) [2](metric:b/c:d@2010-02-05) [3](metric:e) [4](metric:f@2010-01#rank)"
    assert carried(body, FEBRUARY, Period.month(2010, 4)) == (
        "[1](metric:a@2010-04#change=2010-02) [2](metric:b/c:d@2010-02-05) [3](metric:e) [4](metric:f@2010-03#rank)"
    )


def test_claims_without_a_period_are_dated() -> None:
    assert dated("[1](metric:a) [2](metric:b@2009-01#rank)", MARCH) == (
        "[1](metric:a@2010-03) [2](metric:b@2009-01#rank)"
    )


def test_numbers_are_brought_up_to_date_in_their_own_spelling(
    sample: SqlStore, catalogue: Catalogue, translator_of: Translators
) -> None:
    bodies = {
        "en": "[1 in 10.0](metric:virus.rate), [–](metric:spam.rate), [12%](metric:virus.rate#change), [2](metric:no.such)",
        "ja": "[10.0通に1通](metric:virus.rate)、[0.03ポイント減](metric:virus.rate#change)、[89.4%](metric:spam.rate)",
    }
    after = {}
    with sample.read() as reader:
        for language, body in bodies.items():
            (claims,) = checked_claims(reader, catalogue, [(body, FEBRUARY)])
            after[language] = updated(body, updates_of(claims, translator_of(language)))
    assert after == {
        "en": "[1 in 302.8](metric:virus.rate), [89.4%](metric:spam.rate), [+0.02 pt](metric:virus.rate#change), "
        "[2](metric:no.such)",
        "ja": "[302.8通に1通](metric:virus.rate)、[0.02ポイント増](metric:virus.rate#change)、[89.4%](metric:spam.rate)",
    }


def test_an_update_is_refused_when_the_text_is_another_by_then(sample: SqlStore) -> None:
    before = {language: body for language, (_, body) in texts(sample, "01-spam-surge").items()}
    after = {"en": before["en"].replace("89.4%", "90.4%")}
    sample.run(update_claims("01-spam-surge", before, after))
    assert texts(sample, "01-spam-surge")["en"][1] == after["en"]
    assert texts(sample, "01-spam-surge")["ja"][1] == before["ja"]
    assert refusal(lambda: sample.run(update_claims("01-spam-surge", before, after))) == message("finding.changed")


def test_pictures_are_kept_once_for_a_finding(sample: SqlStore) -> None:
    sample.run(add_picture("01-spam-surge", PNG))
    assert sample.run(add_picture("01-spam-surge", PNG)).operation is None
    sample.run(add_picture("01-spam-surge", b"\xff\xd8\xff"))
    digests = findings(sample)[0].pictures.splitlines()
    with sample.read() as reader:
        assert [reader.picture(digest) for digest in digests] == [PNG, b"\xff\xd8\xff"]
    sample.run(add_finding(MARCH, {}, pictures=[PNG]))
    assert findings(sample)[-1].pictures == digests[0]


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", b"%PDF"])
def test_other_files_are_no_pictures(content: bytes) -> None:
    assert refusal(lambda: check_picture(content)) == message("finding.no_picture")


def test_a_picture_has_a_limit() -> None:
    assert refusal(lambda: add_picture("x", PNG + bytes(LARGEST_PICTURE))) == message("finding.large_picture", limit=20)


def test_the_list_has_the_month_in_its_order_and_the_other_months_behind(
    sample: SqlStore, catalogue: Catalogue
) -> None:
    sample.run(move_finding("05-company-size", 1))
    sample.run(add_finding(MARCH, {"en": Words("March")}))
    sample.run(add_finding(MARCH.shifted(-12), {"en": Words("Old")}))
    found = listed(sample, catalogue)
    assert [entry.finding.id for entry in found.own][:2] == ["05-company-size", "01-spam-surge"]
    assert [entry.title("ja") for entry in found.others] == ["March", "Old"]
    assert {entry.is_checked for entry in found.own} == {True}
    assert found.entry("2010-03-01") == found.others[0]
    assert found.entry("gone") is None


def test_the_list_counts_claims_that_are_wrong_or_cannot_be_told(sample: SqlStore, catalogue: Catalogue) -> None:
    def counts() -> list[tuple[int, int]]:
        return [(entry.wrong, entry.open) for entry in listed(sample, catalogue).own]

    assert counts() == [(0, 0)] * 5
    body = "[88%](metric:spam.rate) [+2 points](metric:spam.rate#change) [89.4%](metric:spam.rate) [1%](metric:no.such)"
    sample.run(write_finding("03-phishing-public-sector", "en", Words("t", body)))
    assert counts() == [(0, 0), (0, 0), (2, 1), (0, 0), (0, 0)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("rustock", ["01-spam-surge"]),
        ("ルストック", []),
        ("オンライン薬局", ["01-spam-surge"]),
        ("1 in 302.8 MAILS", ["02-virus-china"]),
        ("英国 phishing", ["03-phishing-public-sector"]),
        ("", ["01-spam-surge", "02-virus-china", "03-phishing-public-sector", "04-malicious-sites", "05-company-size"]),
        ("metric", []),
    ],
)
def test_findings_are_searched_by_all_words_of_both_languages(
    sample: SqlStore, catalogue: Catalogue, text: str, ids: list[str]
) -> None:
    own: tuple[Entry, ...] = listed(sample, catalogue).own
    words = [searchable(word) for word in text.split()]
    assert [entry.finding.id for entry in own if all(word in entry.folded for word in words)] == ids


def test_the_findings_about_a_figure(sample: SqlStore) -> None:
    def about(metric: str, dimension: str = "global", segment: str = "global", period: Period = FEBRUARY) -> list[str]:
        with sample.read() as reader:
            return [one.finding.id for one in findings_about(reader, metric, dimension, segment, period)]

    assert about("virus.rate") == ["02-virus-china"]
    assert about("virus.rate", "geography", "CN") == ["02-virus-china"]
    assert about("spam.rate", "company_size", "1-250") == ["05-company-size"]
    assert about("spam.rate", period=MARCH) == []
    assert about("virus.rate", "geography", "NO") == []
    sample.run(add_finding(MARCH, {"ja": Words("x", "[1](metric:virus.rate@2010-02)、[2](metric:spam.rate)")}))
    assert about("virus.rate") == ["2010-03-01", "02-virus-china"]
    assert about("spam.rate", period=MARCH) == ["2010-03-01"]


def test_an_excerpt_has_no_links_and_marks() -> None:
    assert excerpt("## Head\n\nA **[1 in 2](metric:a)** b\nc") == "Head A 1 in 2 b c"


def test_templates_are_filled_with_the_numbers_of_the_month(
    sample: SqlStore, catalogue: Catalogue, translator_of: Translators
) -> None:
    templates = finding_templates(resources_folder())
    assert {template.id for template in templates} == {"headline", "mail-threats", "web"}
    for template in templates:
        with sample.read() as reader:
            command = start_from_template(reader, catalogue, template, FEBRUARY, translator_of)
        sample.run(command)
    entries = listed(sample, catalogue).own[5:]
    assert [(entry.wrong, entry.finding.category) for entry in entries] == [(0, "spam"), (0, "virus"), (0, "web")]
    assert (
        entries[0]
        .texts["en"]
        .body.startswith(
            "Spam made up [89.4%](metric:spam.rate@2010-02) of all mail, [+5.5 pt](metric:spam.rate@2010-02#change)"
        )
    )
    assert entries[1].texts["ja"].body.startswith("## ウイルス\n\nウイルスが含まれていたのは[302.8通に1通](")


def test_templates_of_an_empty_month_have_dashes(
    store: SqlStore, catalogue: Catalogue, translator_of: Translators
) -> None:
    template = finding_templates(resources_folder())[0]
    with store.read() as reader:
        command = start_from_template(reader, catalogue, template, MARCH, translator_of)
    store.run(command)
    body = listed(store, catalogue, MARCH).own[0].texts["en"].body
    assert body.startswith("Spam made up [–](metric:spam.rate@2010-03) of all mail")
    store.run(Command(message("test.put"), lambda tx: tx.put(_spam(90.1))))
    with store.read() as reader:
        (claims,) = checked_claims(reader, catalogue, [(body, MARCH)])
    assert [update.after for update in updates_of(claims, translator_of("en"))] == ["90.1%", "90.1%"]


def _spam(value: float) -> Observation:
    return Observation("spam.rate", "M", "2010-03", "global", "global", value, 0.1, "exact", "normal", None, None)


def test_a_template_says_the_same_figures_in_both_languages() -> None:
    for template in finding_templates(Path(resources_folder())):
        found = {language: sorted(_targets(words.body)) for language, words in template.words.items()}
        assert found["ja"] == found["en"]


def _targets(body: str) -> list[str]:
    return [part.partition(")")[0] for part in body.split("(metric:")[1:]]
