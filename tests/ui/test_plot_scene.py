"""What is really drawn of a chart: held to golden files, on the screen and in pictures.

To renew the files after a change that is meant, run `RENEW_GOLDEN=1 python -m pytest tests/ui/test_plot_scene.py`, and read
the difference before it is committed.
"""

from __future__ import annotations

import datetime
import os
import random
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy
import pyqtgraph
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from workbench.core.chart import NO_LINE, Chart, EventMark, Line, LineKind, Look, NoteMark, Pane
from workbench.core.periods import Grain, Period
from workbench.core.ports import Charts
from workbench.core.resources import resources_folder
from workbench.ui.appearance import Appearance
from workbench.ui.plots.curves import LONG, rows_of
from workbench.ui.plots.head import wrapped
from workbench.ui.plots.inks import SERIES, Face, Inks, Manner
from workbench.ui.plots.marks import TICK, Part
from workbench.ui.plots.pictures import PlotCharts
from workbench.ui.plots.scene import Dress, PlotScene
from workbench.ui.style.tokens import LIGHT

GOLDEN = Path(__file__).parent / "golden"
SIZE = (1000.0, 600.0)
WORDS = {
    "en": (
        "Spam, % of mail",
        "Global",
        "Japan",
        "Six-month mean",
        "New sites a day",
        "Sites",
        "Waledac taken down",
        "Outbreak",
    ),
    "ja": (
        "迷惑メールの割合（%）",
        "全体",
        "日本",
        "6か月平均",
        "新しいサイトの数",
        "サイト",
        "Waledac の停止",
        "流行",
    ),
}


def day(year: int, month: int, number: int) -> float:
    return float(datetime.date(year, month, number).toordinal())


def line(id_: str, label: str, colour: int, values: list[float | None], **more: object) -> Line:
    first = Period.month(2008, 1)
    periods = tuple(first.shifted(step) for step in range(len(values)))
    days = tuple((period.first_day.toordinal() + period.last_day.toordinal()) / 2 for period in periods)
    texts = tuple("–" if value is None else f"{value:.1f}%" for value in values)
    kind = LineKind(str(more.pop("kind", "figures")))
    return Line(id_, label, kind, colour, periods, days, tuple(values), texts, **more)  # type: ignore[arg-type]


def made(language: str = "en") -> Chart:
    """A chart with everything that can be drawn."""
    unit, total, japan, average, sites, site, takedown, outbreak = WORDS[language]
    numbers = random.Random(7)
    spam: list[float | None] = [80 + numbers.random() * 15 if step % 7 else None for step in range(36)]
    above = Pane(
        unit,
        "%",
        (
            line("spam.rate", total, 0, spam, provisional=(34, 35), outliers=(10,), reasons=("z 4.0",)),
            line("spam.rate/geography:JP", japan, 6, [None, 70.0, None, 72.5, *[75.0 + step for step in range(12)]]),
            line("spam.rate#average", average, 0, [85.0 + step / 20 for step in range(36)], kind="average"),
        ),
    )
    below = Pane(sites, "", (line("web.sites", site, 2, [1000.0 * step for step in range(30)]),), starts_at_zero=True)
    return Chart(
        title=f"{unit} 2008–2010",
        panes=(above, below),
        first=day(2008, 1, 1),
        last=day(2010, 12, 31),
        language=language,
        events=(
            EventMark("waledac", takedown, "takedown", day(2010, 2, 22), day(2010, 2, 22)),
            EventMark("outbreak", outbreak, "outbreak", day(2009, 1, 15), day(2009, 4, 10)),
        ),
        notes=(
            NoteMark(4, 1, "US base changed", "spam.rate", day(2009, 2, 1), day(2009, 2, 28)),
            NoteMark(5, 2, "A summer", "web.sites", day(2009, 6, 1), day(2009, 8, 31)),
            NoteMark(6, 3, "On all", NO_LINE, day(2010, 5, 16), day(2010, 5, 16)),
        ),
    )


@pytest.fixture
def inks(appearance: Appearance) -> Inks:
    del appearance
    return Inks(LIGHT)


@pytest.fixture
def scene(qapp: QApplication, inks: Inks) -> Iterator[PlotScene]:
    """A scene of a fixed size with nothing in it."""
    view = pyqtgraph.GraphicsView(useOpenGL=False)
    scene = PlotScene(inks)
    view.setCentralItem(scene)
    scene.setGeometry(QRectF(0, 0, *SIZE))
    yield scene
    view.close()


def described(scene: PlotScene) -> Iterator[str]:
    """Say what is drawn, from the items that draw it."""
    shown = scene.arrangement
    yield f"days {datetime.date.fromordinal(int(scene.days[0]))} to {datetime.date.fromordinal(int(scene.days[1]))}"
    yield "months " + ", ".join(
        f"{mark.text} {mark.below}".strip() + ("|" if mark.is_january else "") for mark in shown.months
    )
    for pane, area, unit, rows in zip(scene.panes, shown.areas, shown.units, shown.rows, strict=True):
        (first, last), (low, high) = pane.viewRange()
        yield f"pane {unit}: x {first:.1f} to {last:.1f}, y {low:.4g} to {high:.4g}, numbers {' '.join(area.scale.texts)}"
        for curve in pane.curves:
            y = curve.getData()[1]
            there = numpy.isfinite(y)
            pen = curve.opts["pen"]
            colour = f"{pen.color().name()} {pen.color().alphaF():.2f}"
            ends = f"{y[there][0]:.4g} to {y[there][-1]:.4g}"
            yield f"  curve {colour} dashes {pen.dashPattern()}: {there.sum()} points, {(~there).sum()} gaps, {ends}"
        for name, dots in (*(("dots", dots) for dots in rows.dots), *(("hollow", dots) for dots in rows.hollow)):
            yield f"  {name} {dots.marker} in colour {dots.colour}: {len(dots.shown(*scene.days)[0])} shown"
        yield f"  rings: {len(rows.rings[0])}"
    for event in shown.events:
        place = f"row {event.label.row}" if not event.label.flag else f"flag for {event.label.flag}"
        side = "right" if event.label.left >= event.left else "left"
        yield f"event {event.event.label}: {place}, {side}{', over a span' if event.is_span else ''}"
    for note in shown.notes:
        side = "below" if note.is_below else "above"
        where = datetime.date.fromordinal(round(shown.days.day_at(note.tip.x())))
        yield f"note {note.note.number}: {side} the line, {where}{', over a span' if note.span else ''}"


def compare(name: str, text: str) -> None:
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("RENEW_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
    assert text == file.read_text("utf-8"), f"{file.name} differs: see the top of this module"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_plot_is_drawn_as_its_golden_file_says(scene: PlotScene, inks: Inks, language: str) -> None:
    scene.draw(made(language), Dress(inks))
    compare(f"plot-{language}-light", "\n".join(described(scene)) + "\n")


def test_what_is_seen_is_drawn_when_the_days_change(scene: PlotScene, inks: Inks) -> None:
    scene.draw(made(), Dress(inks))
    scene.look_at(day(2009, 1, 1), day(2009, 12, 31), {1: (0.0, 40_000.0)})
    compare("plot-en-light-2009", "\n".join(described(scene)) + "\n")


def test_hidden_lines_are_not_drawn(scene: PlotScene, inks: Inks) -> None:
    scene.draw(replace(made(), hidden=frozenset(["spam.rate", "spam.rate#average"])), Dress(inks))
    assert [curve.opts["pen"].color().name() for curve in scene.panes[0].curves] == [SERIES["light"][6]]
    assert [note.note.number for note in scene.arrangement.notes] == [1, 2, 3]


def test_a_gap_stays_a_gap_and_lines_pass_over_it_only_when_asked(scene: PlotScene, inks: Inks) -> None:
    gapped = line("a", "A", 0, [1.0, 2.0, None, 4.0, 5.0])
    known = rows_of([gapped]).strokes
    assert [stroke.manner for stroke in known] == [Manner.KNOWN]
    assert numpy.isnan(known[0].y[2])
    bridged = rows_of([gapped], has_bridges=True).strokes
    assert [stroke.manner for stroke in bridged] == [Manner.KNOWN, Manner.BRIDGE]
    assert bridged[1].y[:2].tolist() == [2.0, 4.0]


def test_the_way_to_a_provisional_point_is_dashed_and_the_point_open() -> None:
    rows = rows_of([line("a", "A", 0, [1.0, 2.0, 3.0], provisional=(2,))])
    known, to_come = rows.strokes
    assert to_come.manner is Manner.TO_COME
    assert to_come.y[:2].tolist() == [2.0, 3.0]
    assert known.y[:2].tolist() == [1.0, 2.0]
    assert numpy.isnan(known.y[2])
    assert rows.hollow[0].y.tolist() == [3.0]
    assert rows.dots[0].y.tolist() == [1.0, 2.0]


def test_many_months_have_dots_only_where_a_point_is_alone() -> None:
    values: list[float | None] = [None, 5.0, None, *[1.0] * 100]
    rows = rows_of([line("a", "A", 0, values)])
    (dots,) = rows.dots
    assert len(dots.shown(dots.x[0], dots.x[-1])[0]) == 1
    assert len(dots.shown(dots.x[2], dots.x[12])[0]) == 11


def test_lines_that_look_alike_are_one_curve_and_a_long_one_is_alone(scene: PlotScene, inks: Inks) -> None:
    alike = [line(f"a{at}", "A", 0, [1.0, 2.0, 3.0]) for at in range(50)]
    assert len(rows_of(alike).strokes) == 1
    first = Period(Grain.DAY, Period.month(1990, 1).first_day.toordinal())
    periods = tuple(first.shifted(step) for step in range(LONG + 1))
    days = tuple(float(period.ordinal) for period in periods)
    values = tuple(float(step % 50) for step in range(LONG + 1))
    daily = Line("d", "D", LineKind.FIGURES, 0, periods, days, values, tuple(map(str, values)))
    chart = Chart("Days", (Pane("a", "", (daily, *alike)),), days[0], days[-1], "en")
    scene.draw(chart, Dress(inks))
    kinds = [type(curve) for curve in scene.panes[0].curves]
    assert pyqtgraph.PlotDataItem in kinds
    assert len(kinds) == 2


def test_a_line_picked_out_of_many_lets_the_others_step_back(scene: PlotScene, inks: Inks) -> None:
    many = tuple(line(f"a{at}", "A", at % 10, [1.0, 2.0, 3.0 + at]) for at in range(14))
    chart = Chart("Many", (Pane("a", "", many),), many[0].days[0], many[0].days[-1], "en")
    scene.draw(chart, Dress(inks, picked="a3"))
    colours = [curve.opts["pen"].color().name() for curve in scene.panes[0].curves]
    assert colours == [LIGHT.missing, SERIES["light"][3]]


def test_fewer_panes_leave_no_old_ones_behind(scene: PlotScene, inks: Inks) -> None:
    scene.draw(made(), Dress(inks))
    scene.draw(replace(made(), panes=made().panes[:1]), Dress(inks))
    assert len(scene.panes) == len(scene.arrangement.areas) == 1
    scene.draw(replace(made(), panes=(), events=(), notes=()), Dress(inks))
    assert scene.arrangement.areas == ()
    assert scene.point_at(QPointF(10, 10)) is None


def test_what_is_under_the_pointer(scene: PlotScene, inks: Inks) -> None:
    chart = made()
    scene.draw(chart, Dress(inks))
    waledac = next(place for place in scene.arrangement.events if place.event.id == "waledac")
    outbreak = next(place for place in scene.arrangement.events if place.event.id == "outbreak")
    middle = scene.arrangement.areas[0].rect.center().y()
    parts = [scene.hit_at(QPointF(x, middle)) for x in (waledac.left, outbreak.left + 1, outbreak.right)]
    assert [hit.part for hit in parts if hit] == [Part.ALL, Part.FIRST, Part.LAST]
    label = scene.hit_at(waledac.rect.center())
    assert label is not None
    assert label.mark is waledac.event
    flag = scene.arrangement.notes[0]
    assert scene.words_at(flag.rect.center()) == "US base changed"
    assert scene.hit_at(QPointF(scene.arrangement.days.left + 40, middle)) is None
    point = scene.point_at(flag.tip + QPointF(3, 3))
    assert point is not None
    assert (point[0].id, str(point[0].periods[point[1]])) == ("spam.rate", "2009-02")


def test_a_flag_of_several_events_names_them_all(scene: PlotScene, inks: Inks) -> None:
    close = tuple(
        EventMark(f"e{at}", f"Event number {at}", "other", day(2009, 3, at), day(2009, 3, at)) for at in range(1, 8)
    )
    scene.draw(replace(made(), events=close), Dress(inks))
    flag = next(place for place in scene.arrangement.events if place.label.flag > 1)
    named = scene.words_at(flag.rect.center()).split("\n")
    assert len(named) == flag.label.flag
    assert flag.event.label == named[0]


def test_a_picture_says_below_which_events_its_flags_stand_for(scene: PlotScene, inks: Inks) -> None:
    close = tuple(
        EventMark(f"e{at}", f"Event number {at}", "other", day(2009, 3, at), day(2009, 3, at)) for at in range(1, 8)
    )
    scene.draw(replace(made("ja"), events=close, notes=()), Dress(inks, has_head=True))
    flags = [place for place in scene.arrangement.events if place.label.flag]
    said = scene.arrangement.head.remarks
    assert [text.split("  ")[0] for text in said[-len(flags) :]] == ["2009年3月"] * len(flags)
    within = [place.event.label for place in scene.arrangement.events if place.label.flag or place.label.is_in_other]
    assert " / ".join(text.split("  ")[1] for text in said[-len(flags) :]) == " / ".join(within)
    assert scene.arrangement.bottom < scene.size().height() - scene.arrangement.head.foot
    scene.draw(replace(made("ja"), events=close), Dress(inks))
    assert scene.arrangement.head.remarks == (), "on the screen the pointer is told"
    scene.resize(700, 210)
    scene.draw(replace(made("ja"), events=close), Dress(inks, has_head=True))
    assert scene.arrangement.head.remarks == (), "a low picture has no room for them"


def test_a_picture_says_below_what_its_numbered_notes_say(scene: PlotScene, inks: Inks) -> None:
    scene.draw(made(), Dress(inks, has_head=True))
    seen = [f"{place.note.number}  {place.note.text}" for place in scene.arrangement.notes]
    assert seen
    assert list(scene.arrangement.head.remarks[-len(seen) :]) == seen
    scene.draw(made(), Dress(inks))
    assert scene.arrangement.head.remarks == (), "on the screen the pointer is told"


def test_an_event_in_anothers_flag_is_a_tick_at_the_top_and_taken_hold_of_there_alone(
    scene: PlotScene, inks: Inks
) -> None:
    close = tuple(
        EventMark(f"e{at}", f"Event number {at}", "other", day(2009, 3, at), day(2009, 3, at)) for at in (1, 4, 7, 10)
    )
    scene.draw(replace(made(), events=close), Dress(inks))
    scene.look_at(day(2008, 11, 1), day(2009, 7, 1))
    shown = scene.arrangement
    other = next(place for place in shown.events if not place.label.is_in_other)
    within = next(place for place in reversed(shown.events) if place.label.is_in_other)
    assert (other.bottom(shown.top, shown.bottom), within.bottom(shown.top, shown.bottom)) == (
        shown.bottom,
        shown.top + TICK,
    )
    assert scene.hit_at(QPointF(within.left, shown.bottom - 5)) is None
    at_top = scene.hit_at(QPointF(within.left, shown.top + 5))
    assert at_top is not None
    assert at_top.mark == within.event


def test_a_picture_is_of_its_size_and_the_same_every_time(charts: Charts) -> None:
    look = Look(width=600, height=400, scale=1.5)
    content = charts.picture(made("ja"), look)
    image = QImage.fromData(content)
    assert (image.width(), image.height()) == (900, 600)
    assert image.text("Title") == made("ja").title
    assert content == charts.picture(made("ja"), look)


def test_a_picture_holds_the_colours_of_its_theme(charts: Charts) -> None:
    grounds = {
        theme: QImage.fromData(charts.picture(made(), Look(400, 300, 1.0, theme))).pixelColor(2, 2).name()
        for theme in ("light", "dark")
    }
    assert grounds == {"light": "#fdfdfb", "dark": "#1b1e25"}


def test_letters_of_an_svg_are_outlines_and_lines_are_lines(charts: Charts) -> None:
    content = charts.picture(made("ja"), Look(form="svg"))
    root = ET.fromstring(content)  # noqa: S314 - our own picture
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert "text" not in names
    assert "image" not in names
    assert names.count("path") > 40
    assert root.attrib["viewBox"] == "0 0 1200 640"
    assert content == charts.picture(made("ja"), Look(form="svg"))


def test_another_form_of_picture_is_refused(charts: Charts) -> None:
    with pytest.raises(ValueError, match="bmp"):
        charts.picture(made(), Look(form="bmp"))


def test_a_chart_of_nothing_makes_a_picture_too(charts: Charts) -> None:
    assert charts.picture(replace(made(), panes=(), events=(), notes=()), Look(300, 200, 1.0))


@pytest.fixture
def charts(appearance: Appearance) -> Charts:
    del appearance
    return PlotCharts(resources_folder() / "fonts")


def test_a_remark_is_broken_into_lines_that_fit(appearance: Appearance) -> None:
    face = Face(8.5)
    text = "Rates are those of the month of the report. 数値は報告した月のものであり、後から改められることがあります。"
    lines = list(wrapped(text, 150, face))
    assert len(lines) > 3
    assert all(face.width(part) <= 150 for part in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("width", range(60, 160, 7))
def test_a_number_stays_with_its_word_and_no_line_begins_with_a_full_stop(width: int) -> None:
    lines = list(wrapped("米国の基準を新しい一覧に変更。2008年と比べないこと。26%に達した。", width, Face(9)))
    assert not any(line[-1].isdigit() for line in lines)
    assert not any(line[0] in "。、年%" for line in lines)
