"""The inspector lists the findings about a figure, and a note of it begins a finding."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from workbench.core.commands.findings import delete_finding
from workbench.core.commands.notes import add_note
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.ui.appearance import Appearance
from workbench.ui.inspector import Inspector
from workbench.ui.tour import settle
from workbench.ui.workspace import Workspace

CHINA = FigureKey("virus.rate", "geography", "CN", Period.month(2010, 2))


def shown(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> Inspector:
    workspace.look_at(metric="virus.rate", selected=(("geography", "CN"),))
    inspector = Inspector(workspace, appearance)
    qtbot.addWidget(inspector)
    inspector.resize(286, 900)
    inspector.show()
    settle(inspector)
    return inspector


def test_the_findings_about_the_figure_are_listed(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> None:
    inspector = shown(qtbot, workspace, appearance)
    assert inspector.mentions.titles() == ["Malware by mail: China and the public sector are hit hardest"]
    workspace.look_at(selected=(("geography", "NO"),))
    assert inspector.mentions.titles() == []
    assert inspector.mentions._empty.isVisible()
    workspace.look_at(selected=())
    assert len(inspector.mentions.titles()) == 1
    appearance.set_language("ja")
    settle(inspector)
    assert inspector.mentions.titles() == ["メール経由のマルウェア：被害が最も大きいのは中国と公共部門"]
    workspace.run(delete_finding("02-virus-china"))
    assert inspector.mentions.titles() == []


def test_a_finding_is_opened(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> None:
    inspector = shown(qtbot, workspace, appearance)
    with qtbot.waitSignal(inspector.finding_opened) as opened:
        button = inspector.mentions._list.itemAt(0).widget()
        button.click()  # type: ignore[attr-defined]
    assert opened.args == ["02-virus-china"]


def test_a_note_begins_a_finding_with_its_figure(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> None:
    workspace.run(add_note(CHINA, "Doubled. Ask."))
    inspector = shown(qtbot, workspace, appearance)
    with qtbot.waitSignal(inspector.finding_wanted) as wanted:
        inspector.notes.cards[0].finding.click()
    assert wanted.args == ["Virus rate / China: [1 in 62.4](metric:virus.rate/geography:CN@2010-02)\n\nDoubled. Ask."]
