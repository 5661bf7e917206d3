"""A choice of metrics, family by family, each with the number of figures that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from workbench.core.catalogue import Catalogue
from workbench.core.queries.skeleton import MonthSkeleton
from workbench.core.records import Metric
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import plain_label

_INDENT = 26
_LEAST_HEIGHT = 130


class FamilyBox(QCheckBox):
    """The check box of a family: a click checks all of its metrics, or none."""

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Go from partly to wholly checked, and never the other way."""
        is_whole = self.checkState() == Qt.CheckState.Checked
        self.setCheckState(Qt.CheckState.Unchecked if is_whole else Qt.CheckState.Checked)


@dataclass(slots=True)
class _Family:
    """A family's check box and number, and the check boxes of its metrics by id."""

    box: FamilyBox
    count: QLabel
    metrics: dict[str, QCheckBox] = field(default_factory=dict)


class MetricChoice(QScrollArea):
    """Check boxes by family; a metric of which everything is there already cannot be chosen."""

    changed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self._appearance = appearance
        self._off: set[str] = set()
        self._families: list[_Family] = []
        self._skeleton: MonthSkeleton | None = None
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def chosen(self) -> dict[str, int]:
        """The chosen metrics, with the number of figures that each lacks."""
        if self._skeleton is None:
            return {}
        return {metric: count for metric, count in self._skeleton.missing.items() if metric not in self._off}

    def show_skeleton(self, skeleton: MonthSkeleton, catalogue: Catalogue) -> None:
        """Offer the metrics of a skeleton; what was unchecked before stays so."""
        self._skeleton = skeleton
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        self._families = [
            self._add_family(grid, catalogue, family, metrics)
            for family, metrics in _by_family(catalogue, skeleton).items()
        ]
        grid.setRowStretch(grid.rowCount(), 1)
        self._put(inside)
        self._check_families()

    def _put(self, inside: QWidget) -> None:
        """Show a widget on the panel's ground: a scroll area fills what it is given otherwise."""
        self.setWidget(inside)
        for part in (inside, self.viewport()):
            part.setAutoFillBackground(False)

    def _add_family(self, grid: QGridLayout, catalogue: Catalogue, family: str, metrics: list[Metric]) -> _Family:
        made = _Family(FamilyBox(), plain_label("quiet"))
        known = catalogue.families.get(family)
        made.box.setText(family if known is None else catalogue.label(known, self._appearance.language))
        made.box.setFont(self._appearance.font(weight=QFont.Weight.DemiBold))
        made.box.clicked.connect(lambda: self._set_family(made))
        _add_row(grid, made.box, made.count, 0)
        for metric in metrics:
            made.metrics[metric.id] = self._add_metric(grid, catalogue, metric)
        return made

    def _add_metric(self, grid: QGridLayout, catalogue: Catalogue, metric: Metric) -> QCheckBox:
        box, count = QCheckBox(catalogue.label(metric, self._appearance.language)), plain_label("quiet")
        missing, figures = self._numbers(metric.id)
        box.setChecked(missing > 0 and metric.id not in self._off)
        box.setEnabled(missing > 0)
        count.setText(self._count_text(missing, figures))
        box.setAccessibleDescription(count.text())
        box.clicked.connect(lambda is_on: self._set_metric(metric.id, is_on=is_on))
        _add_row(grid, box, count, _INDENT)
        return box

    def _numbers(self, metric: str) -> tuple[int, int]:
        assert self._skeleton is not None
        return self._skeleton.missing.get(metric, 0), self._skeleton.figures[metric]

    def _count_text(self, missing: int, figures: int) -> str:
        """Write how many figures come, and of how many where some are there already."""
        if missing == figures:
            return f"{missing:,}"
        if not missing:
            return self._appearance.say("month.complete")
        return self._appearance.say("month.count_of", missing=missing, figures=figures)

    def _set_metric(self, metric: str, *, is_on: bool) -> None:
        (self._off.discard if is_on else self._off.add)(metric)
        self._check_families()
        self.changed.emit()

    def _set_family(self, family: _Family) -> None:
        is_on = family.box.checkState() == Qt.CheckState.Checked
        for metric, box in family.metrics.items():
            if box.isEnabled():
                box.setChecked(is_on)
                (self._off.discard if is_on else self._off.add)(metric)
        self._check_families()
        self.changed.emit()

    def _check_families(self) -> None:
        """Let each family's box and number follow those of its metrics."""
        for family in self._families:
            boxes = [box for box in family.metrics.values() if box.isEnabled()]
            checked = sum(box.isChecked() for box in boxes)
            partly = Qt.CheckState.PartiallyChecked if checked else Qt.CheckState.Unchecked
            family.box.setEnabled(bool(boxes))
            family.box.setCheckState(Qt.CheckState.Checked if boxes and checked == len(boxes) else partly)
            count = sum(self.chosen.get(metric, 0) for metric in family.metrics)
            family.count.setText(f"{count:,}")
            family.box.setAccessibleDescription(family.count.text())


def _by_family(catalogue: Catalogue, skeleton: MonthSkeleton) -> Mapping[str, list[Metric]]:
    """Return the metrics that have figures by family, in display order."""
    families: dict[str, list[Metric]] = {}
    for metric in catalogue.metrics.values():
        if skeleton.figures.get(metric.id):
            families.setdefault(metric.family, []).append(metric)
    return families


def _add_row(grid: QGridLayout, box: QCheckBox, count: QLabel, indent: int) -> None:
    row = grid.rowCount()
    holder = QWidget()
    line = QGridLayout(holder)
    line.setContentsMargins(indent, 0, 0, 0)
    line.addWidget(box)
    grid.addWidget(holder, row, 0)
    grid.addWidget(count, row, 1, Qt.AlignmentFlag.AlignRight)
