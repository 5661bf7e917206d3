"""What holds for every test: no network, no unexpected warnings in the log, and how hard Hypothesis tries."""

import logging
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent
FUZZ_FACTOR = 20

# the same examples each time, so that a check fails for what was changed; `make fuzz` looks for new ones
settings.register_profile("default", deadline=None, max_examples=100, print_blob=True, derandomize=True)
settings.register_profile("fuzz", settings.get_profile("default"), max_examples=100 * FUZZ_FACTOR, derandomize=False)


def pytest_configure(config: pytest.Config) -> None:
    """Load the profile unless --hypothesis-profile names one, which Hypothesis has loaded by then."""
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("default")


def pytest_itemcollected(item: pytest.Item) -> None:
    """With the fuzz profile, give tests that name their own number of examples more of them too."""
    if item.config.getoption("--hypothesis-profile") != "fuzz":
        return
    function = getattr(getattr(item, "obj", None), "__func__", getattr(item, "obj", None))
    for holder, name in ((function, "_hypothesis_internal_use_settings"), (getattr(item, "cls", None), "settings")):
        named = getattr(holder, name, None)
        if isinstance(named, settings):
            setattr(holder, name, _more_examples(named))


def _more_examples(named: settings) -> settings:
    """Raise a number of examples below the profile's; one that was raised already stays."""
    most = settings.get_profile("fuzz").max_examples
    return settings(named, max_examples=min(most, named.max_examples * FUZZ_FACTOR))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to other machines, so that no test depends on one."""
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _only_to_this_machine(getattr(socket.socket, name)))


def _only_to_this_machine(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
    def guarded(sock: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and not re.fullmatch(r"localhost|127\..*|::1", address[0]):
            sock.close()  # nobody else will: an open one would be reported in whatever test the collector runs next
            pytest.fail(f"a test connects to {address[0]}")
        return connect(sock, address)

    return guarded


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse without `@pytest.mark.expects_log("pattern")`, or does not log what it expects."""
    yield
    lines = [
        f"{record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    patterns = [marker.args[0] for marker in request.node.iter_markers("expects_log")]
    unexpected = [line for line in lines if not any(re.search(pattern, line) for pattern in patterns)]
    missed = [pattern for pattern in patterns if not any(re.search(pattern, line) for line in lines)]
    if unexpected:
        pytest.fail("logged without being expected:\n" + "\n".join(unexpected), pytrace=False)
    if missed:
        pytest.fail(f"expected in the log but not there: {missed}", pytrace=False)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder with the corpus of made-up files, beside the checkout; a test that wants it is skipped without it."""
    folder = REPOSITORY.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("shared corpus not present")
    return folder
