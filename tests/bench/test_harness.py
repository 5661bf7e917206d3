import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.bench import __main__ as bench
from tests.bench.harness import Benchmark, Figure, JobFailed, Program, Result, compare, cpu_seconds, measure, table


def test_no_module_with_benchmarks_is_left_out() -> None:
    folder = Path(bench.__file__).parent
    declaring = {
        f"tests.bench.{file.stem}" for file in folder.glob("*.py") if "\nBENCHMARKS" in file.read_text("utf-8")
    }
    assert declaring == set(bench.MODULES)


def burn(loops: int) -> int:
    return sum(range(loops))


def test_a_job_with_more_work_has_the_larger_ratio() -> None:
    benchmark = Benchmark("burn", 1.5, lambda _: burn(1_200_000), lambda _: burn(300_000))
    result = measure(benchmark)
    assert result.bare is not None
    assert 2 < result.measured < 8
    assert not result.is_ok


def test_cpu_time_of_a_program_is_its_own_and_not_the_time_it_sleeps(tmp_path: Path) -> None:
    sleeping = Program((sys.executable, "-S", "-c", "import time; time.sleep(0.4)"))
    burning = Program((sys.executable, "-S", "-c", "import time\nwhile time.process_time() < 0.5: pass"))
    assert 0 < cpu_seconds(sleeping, tmp_path) < 0.35
    assert 0.5 <= cpu_seconds(burning, tmp_path) < 0.8


def test_cpu_time_of_a_function_counts_the_processes_it_waits_for(tmp_path: Path) -> None:
    burning = Program((sys.executable, "-S", "-c", "import time\nwhile time.process_time() < 0.3: pass"))
    assert cpu_seconds(lambda folder: cpu_seconds(burning, folder), tmp_path) >= 0.25


def test_a_program_runs_in_the_folder_and_its_failure_is_told(tmp_path: Path) -> None:
    cpu_seconds(Program((sys.executable, "-c", "open('made', 'w')")), tmp_path)
    assert (tmp_path / "made").is_file()
    with pytest.raises(JobFailed, match="no such luck"):
        cpu_seconds(Program((sys.executable, "-c", "raise SystemExit('no such luck')")), tmp_path)


def test_jobs_take_turns_after_one_run_to_warm_up(tmp_path: Path) -> None:
    trace: list[str] = []
    benchmark = Benchmark(
        "turns",
        1,
        ours=lambda _: trace.append("ours"),
        bare=lambda _: trace.append("bare"),
        rounds=2,
        prepare=lambda _: trace.append("prepare"),
        reset=lambda _: trace.append("reset"),
    )
    compare(benchmark, tmp_path)
    assert trace.count("prepare") == 1
    assert trace[0] == "prepare"
    assert trace[1::2] == ["reset"] * 6
    assert trace[2::2] == ["ours", "bare", "bare", "ours", "ours", "bare"]


def test_rounds_can_be_raised_from_outside(tmp_path: Path) -> None:
    runs: list[Path] = []
    compare(Benchmark("rounds", 1, runs.append, lambda _: burn(1000)), tmp_path, rounds=7)
    assert runs == [tmp_path] * 8


def test_a_folder_is_empty_at_first_and_gone_afterwards() -> None:
    seen: list[Path] = []

    def value(folder: Path) -> float:
        assert list(folder.iterdir()) == []
        (folder / "file").touch()
        seen.append(folder)
        return 1.25

    result = measure(Figure("bytes", value, bar=1.3, unit="x"))
    assert (result.measured, result.is_ok, result.unit) == (1.25, True, "x")
    assert not seen[0].exists()


def test_the_bar_itself_is_kept() -> None:
    assert Result("even", 1.5, 1.0, 1.5).is_ok
    assert not Result("over", 1.51, 1.0, 1.5).is_ok


def test_the_table_is_plain_text() -> None:
    results = [Result("write rows", 1.2, 1.0, 1.25), Result("longest wait", 0.3, None, 0.25, "s")]
    assert table(results).splitlines() == [
        "what              ours      bare  ratio     bar  ok",
        "write rows    1.2000 s  1.0000 s   1.20    1.25  yes",
        "longest wait     0.3 s                   0.25 s  NO",
    ]


@pytest.mark.parametrize(("bar", "status"), [(0.5, 1), (2.0, 0)])
def test_a_missed_bar_ends_with_1(
    bar: float, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    declared = ModuleType("declared")
    declared.__dict__["BENCHMARKS"] = (Figure("one", lambda _: 1.0, bar, "s"), Figure("other", lambda _: 9.0, 1, "s"))
    monkeypatch.setitem(sys.modules, "declared", declared)
    monkeypatch.setattr(bench, "MODULES", ("declared",))
    assert bench.main(["one"]) == status
    assert capsys.readouterr().out.splitlines()[-1].startswith("one ")


def test_a_name_that_no_benchmark_has_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["nonesuch"]) == 1
    assert "No benchmark" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["4", "-5", "many"])
def test_fewer_rounds_are_refused(text: str) -> None:
    with pytest.raises(SystemExit):
        bench.main(["--rounds", text])
