"""Compiles the words: each `workbench.po` under resources/locale into the `workbench.mo` beside it, which ships."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "resources" / "locale"


def compiled(source: Path) -> bytes:
    """Return the compiled form of a `.po` file; PoFileError where the file is not well-formed."""
    with source.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    target = io.BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def main() -> None:
    """Compile the catalogue of every language."""
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/workbench.po")):
        target = source.with_suffix(".mo")
        target.write_bytes(compiled(source))
        print(f"compiled {target.relative_to(LOCALE.parent.parent)}")


if __name__ == "__main__":
    main()
