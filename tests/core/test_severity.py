"""Classes of severity: their limits in the catalogue, and where a figure falls."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.catalogue import Catalogue
from workbench.core.catalogue_files import read_tables
from workbench.core.severity import CLASSES, severity_class

LIMITS = (0.1, 0.2, 0.3, 0.45, 0.65, 1.0)


@pytest.mark.parametrize(
    ("level", "more", "less"),
    [(0.0, 0, 6), (0.0999, 0, 6), (0.1, 1, 5), (0.33, 3, 3), (0.65, 5, 1), (0.99, 5, 1), (1.0, 6, 0), (50.0, 6, 0)],
)
def test_a_limit_begins_its_class_and_less_can_be_worse(level: float, more: int, less: int) -> None:
    assert severity_class(LIMITS, level, "more") == more
    assert severity_class(LIMITS, level, "less") == less


@given(st.floats(0, 100), st.floats(0, 100), st.sampled_from(["more", "less"]))
def test_a_worse_level_is_never_in_a_better_class(one: float, other: float, worse: str) -> None:
    low, high = sorted((one, other))
    classes = [severity_class(LIMITS, level, worse) for level in (low, high)]  # type: ignore[arg-type]
    assert classes == sorted(classes, reverse=worse == "less")
    assert set(classes) <= set(range(CLASSES))


@pytest.mark.parametrize("metric", ["spam.rate", "virus.rate", "phishing.rate", "web.new_sites_per_day"])
def test_the_metrics_of_the_panels_have_rising_limits(catalogue: Catalogue, metric: str) -> None:
    limits = catalogue.classes(metric)
    assert len(limits) == CLASSES - 1
    assert list(limits) == sorted(set(limits))


def test_a_metric_without_classes_has_none(catalogue: Catalogue) -> None:
    assert catalogue.classes("spam.mean_size") == ()
    assert catalogue.classes("own.metric") == ()


def test_the_virus_classes_are_limits_of_the_rate_in_percent(catalogue: Catalogue) -> None:
    assert catalogue.classes("virus.rate") == LIMITS


@pytest.mark.parametrize("classes", ["[1, 2, 3]", "[1, 2, 3, 4, 5, 5]", "[6, 5, 4, 3, 2, 1]"])
def test_limits_that_are_no_limits_are_a_bug_in_the_file(tmp_path: Path, repository: Path, classes: str) -> None:
    text = (repository / "resources" / "catalogue.toml").read_text("utf-8")
    old = "classes = [0.1, 0.2, 0.3, 0.45, 0.65, 1.0]"
    assert old in text
    (tmp_path / "catalogue.toml").write_text(text.replace(old, f"classes = {classes}"), "utf-8")
    with pytest.raises(ValueError, match=r"virus\.rate: 7 classes"):
        read_tables(tmp_path)
