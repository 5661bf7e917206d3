"""Makes `.venv` and installs the workbench into it; works again only when what it depends on has changed.

`setup.py run` installs what the program needs, on Debian Qt's system libraries too; `setup.py test` also what its tests
need: the packages of the `dev` extra, and strace. Standard library only, because nothing is installed yet when it runs.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
CONSTRAINTS = "constraints.txt"

WHAT_TO_INSTALL = {"run": ".", "test": ".[dev]"}
"""For each purpose, what pip is asked for."""

WINDOW_PACKAGES = (
    "libglib2.0-0",
    "libegl1",
    "libgl1",
    "libdbus-1-3",
    "libfontconfig1",
    "libxkbcommon0",
)
"""Debian packages that hold Qt's libraries, as far as it needs them without a screen."""

SCREEN_PACKAGES = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
)
"""Debian packages that Qt needs besides for a window on an X display."""

TEST_PACKAGES = (*WINDOW_PACKAGES, "strace")
"""Debian packages for the tests: Qt's libraries without a screen, and strace to stop the program where it hurts."""


class SetUpFailed(Exception):
    """The set-up cannot go on; its text says why and what to do."""


def missing_packages(wanted: Iterable[str], listing: str) -> tuple[str, ...]:
    """Return the wanted Debian packages that are neither installed nor provided by an installed one.

    `listing` has a line a package as `dpkg-query` prints it: status, name and provided names, with tabs between.
    """
    present: set[str] = set()
    for line in listing.splitlines():
        status, name, provided = line.split("\t")
        if status == "installed":
            present.add(name)
            present.update(part.split()[0] for part in provided.split(",") if part.strip())
    return tuple(name for name in wanted if name not in present)


def install_command(packages: Sequence[str]) -> str:
    """Return the one command by which a person installs Debian packages."""
    return f"sudo apt-get install -y {shlex.join(packages)}"


def fingerprint(files: Iterable[Path], place: Path) -> str:
    """Return a text that changes when one of the files does, or the place of the checkout."""
    digest = hashlib.sha256(str(place).encode())
    for file in files:
        digest.update(b"\0" + file.read_bytes())
    return digest.hexdigest()


def is_installed(purposes: Iterable[str], expected: str, venv: Path) -> bool:
    """Whether an earlier run for one of these purposes left its stamp, and nothing has changed since."""
    stamps = (venv / f"installed-{purpose}" for purpose in purposes)
    return (venv / "bin" / "python").exists() and any(
        stamp.is_file() and stamp.read_text() == expected for stamp in stamps
    )


def is_usable(venv: Path) -> bool:
    """Whether a virtual environment stands and was made where it stands; one that was moved or copied is neither."""
    pip = venv / "bin" / "pip"
    return (venv / "bin" / "python").exists() and pip.is_file() and f"{venv}/bin/python" in pip.read_text()


def pip_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for pip: the constraints hold for the tools that build a package too."""
    return {**environment, "PIP_CONSTRAINT": CONSTRAINTS, "PIP_BUILD_CONSTRAINT": CONSTRAINTS}


def need_debian_packages(wanted: Sequence[str]) -> None:
    """See that Debian packages are there; on another system say what is needed and go on."""
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        say(f"This is not a Debian system; see that it has what these Debian packages hold: {' '.join(wanted)}")
        return
    format_ = "${db:Status-Status}\t${Package}\t${Provides}\n"
    listing = subprocess.run(["dpkg-query", "-W", "-f", format_], check=True, capture_output=True, text=True)
    missing = missing_packages(wanted, listing.stdout)
    if missing:
        install_debian_packages(missing, is_root=os.geteuid() == 0)


def install_debian_packages(missing: Sequence[str], *, is_root: bool) -> None:
    """Install Debian packages as root; SetUpFailed with the command to type for anybody else."""
    if not is_root:
        raise SetUpFailed(
            f"Debian packages are missing. Type this, then try again:\n\n    {install_command(missing)}\n"
        )
    say(f"Installing Debian packages: {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "-qq", environment=environment)
    options = ("-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0")
    if not run("apt-get", "install", *options, *missing, environment=environment):
        raise SetUpFailed(
            f"The Debian packages could not be installed. The command was:\n\n    {install_command(missing)}\n"
        )


def debian_packages(purpose: str, *, lacks_venv: bool) -> tuple[str, ...]:
    """Return the Debian packages that a purpose needs, all at once, so that a person types one command."""
    for_venv = (f"python3.{sys.version_info.minor}-venv",) if lacks_venv else ()
    for_screen = SCREEN_PACKAGES if purpose == "run" and os.environ.get("DISPLAY") else ()
    return (*for_venv, *(TEST_PACKAGES if purpose == "test" else WINDOW_PACKAGES), *for_screen)


def need_venv() -> None:
    """Make the virtual environment where there is none that works."""
    if is_usable(VENV):
        return
    say(f"Making .venv with Python {sys.version.split()[0]}")
    if not run(sys.executable, "-m", "venv", "--clear", str(VENV)):
        raise SetUpFailed("The virtual environment .venv could not be made; the reason stands above.")


def install(purpose: str) -> None:
    """Install the workbench from `pyproject.toml`, every package in the version that the constraints name."""
    say("Installing the packages that the workbench needs (a minute or so the first time)")
    options = ("--disable-pip-version-check", "--quiet", "--no-input", "--constraint", CONSTRAINTS)
    arguments = ("-m", "pip", "install", *options, "--editable", WHAT_TO_INSTALL[purpose])
    if not run(str(VENV_PYTHON), *arguments, environment=pip_environment(os.environ)):
        raise SetUpFailed("The packages could not be installed; the reason stands above.")


def run(*command: str, environment: Mapping[str, str] | None = None, quiet: bool = False) -> bool:
    """Run a command in the checkout, without input, and return whether it succeeded."""
    output = subprocess.DEVNULL if quiet else None
    done = subprocess.run(
        command, check=False, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
    )
    return done.returncode == 0


def say(text: str) -> None:
    """Print a line at once, so that it stands before what the next command prints."""
    print(text, flush=True)


def main(purpose: str) -> int:
    """Set up for a purpose, "run" or "test", and return the exit status."""
    expected = fingerprint((ROOT / "pyproject.toml", ROOT / CONSTRAINTS), ROOT)
    try:
        lacks_venv = not is_usable(VENV) and not run(sys.executable, "-c", "import ensurepip, venv", quiet=True)
        wanted = debian_packages(purpose, lacks_venv=lacks_venv)
        if wanted:
            need_debian_packages(wanted)
        if not is_installed({purpose, "test"}, expected, VENV):
            need_venv()
            install(purpose)
            (VENV / f"installed-{purpose}").write_text(expected)
    except SetUpFailed as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in WHAT_TO_INSTALL:
        sys.exit(f"usage: setup.py {'|'.join(WHAT_TO_INSTALL)}")
    sys.exit(main(sys.argv[1]))
