"""Which metrics and lists stand in the panels of the overview: data, with its one home here."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.records import GLOBAL

TOP = 5
"""How many segments a list of the worst ones shows."""


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list in a panel: the metrics of which it shows a dimension (several: their totals, a row each).

    `top` is how many of the worst are shown; None shows all in the catalogue's order.
    """

    id: str
    metrics: tuple[str, ...]
    dimension: str
    top: int | None = None


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """A panel: the metric whose total is its big number, and the lists below."""

    id: str
    metric: str
    lists: tuple[ListSpec, ...]


def _rates(id_: str, metric: str) -> PanelSpec:
    """Return a panel of a rate by the three dimensions of the report."""
    return PanelSpec(
        id_,
        metric,
        (
            ListSpec("geography", (metric,), "geography", TOP),
            ListSpec("vertical", (metric,), "vertical", TOP),
            ListSpec("company_size", (metric,), "company_size"),
        ),
    )


PANELS = (
    _rates("spam", "spam.rate"),
    _rates("virus", "virus.rate"),
    _rates("phishing", "phishing.rate"),
    PanelSpec(
        "web",
        "web.new_sites_per_day",
        (
            ListSpec("site_kind", ("web.new_sites_per_day",), "site_kind"),
            ListSpec("new_web", ("web.new_domain_share", "web.new_malware_share"), GLOBAL),
            ListSpec("web_category", ("web.policy_share",), "web_category", TOP),
            ListSpec("web_malware", ("web.malware_share",), "web_malware", TOP),
        ),
    ),
)
"""The panels from the left, each list from the top: the one place that says so."""
