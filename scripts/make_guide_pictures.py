"""Makes the pictures of the user guide and of README: runs the tour and keeps the scenes that they show.

They are kept with 256 colours, which halves the files: text in the window is painted in some thousand, most of them all but
the same.

Usage: python scripts/make_guide_pictures.py [FOLDER]; without one, docs/guide/pictures. What is there already is replaced.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "guide" / "pictures"

LANGUAGES = ("en", "ja")
SCENES = (
    "overview",
    "geography",
    "threats-families",
    "traffic",
    "trends",
    "findings-wrong",
    "findings-tie",
    "new-month",
    "import-preview",
    "help",
)
"""The scenes of the tour that the guide shows, in both languages and in the light theme."""

IN_THE_DARK = (("trends", "en"), ("overview", "ja"))
"""Those that README shows in the dark, with their language."""

COLOURS, FREQUENT = 256, 160
"""How many colours a picture has, and how many of them are the most frequent ones; the others are the farthest from these."""

AUTHOR = "analyst"
"""Whose name stands on what is done in the pictures."""


def names() -> list[str]:
    """Return the names of the pictures, as the tour calls their files."""
    light = [f"{scene}-{language}-light.png" for scene in SCENES for language in LANGUAGES]
    return light + [f"{scene}-{language}-dark.png" for scene, language in IN_THE_DARK]


def reduced(picture: QImage) -> QImage:
    """Return a picture in few colours: the most frequent ones, then again and again the one that is farthest from all of these."""
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(picture.constBits(), np.uint32)
    found, places, counts = np.unique(pixels, return_inverse=True, return_counts=True)
    parts = np.stack([(found >> shift) & 0xFF for shift in (16, 8, 0)], axis=1).astype(np.int32)
    chosen = list(np.argsort(-counts)[:FREQUENT])
    near = np.stack([((parts - parts[at]) ** 2).sum(axis=1) for at in chosen], axis=1)
    while len(chosen) < min(COLOURS, len(found)):
        chosen.append(np.argmax(near.min(axis=1)))
        near = np.column_stack([near, ((parts - parts[chosen[-1]]) ** 2).sum(axis=1)])
    of_pixel = near.argmin(axis=1).astype(np.uint8)[places].tobytes()
    made = QImage(of_pixel, picture.width(), picture.height(), picture.width(), QImage.Format.Format_Indexed8)
    made.setColorTable([int(found[at]) for at in chosen])
    return made.copy()


def make(folder: Path) -> None:
    """Put the pictures into a folder, and nothing else into it."""
    with TemporaryDirectory() as place:
        command = (sys.executable, "-m", "workbench", "tour", "--out", place)
        subprocess.run(command, cwd=ROOT, env=os.environ | {"LOGNAME": AUTHOR}, check=True, stderr=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in names():
            reduced(QImage(str(Path(place) / name))).save(str(folder / name), quality=0)


def main() -> None:
    """Make them, and say how large they are together."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    make(folder)
    size = sum(file.stat().st_size for file in folder.iterdir())
    print(f"{len(names())} pictures in {folder}, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
