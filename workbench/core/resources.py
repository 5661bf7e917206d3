"""Where the shipped files are: inside the package in a wheel, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path


def resources_folder() -> Path:
    """Return the folder with the catalogue, the segments, the sample and the words.

    FileNotFoundError where the installation lacks it.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "resources", package.parent / "resources"):
        if (folder / "catalogue.toml").is_file():
            return folder
    raise FileNotFoundError("the workbench's resources folder is missing")
