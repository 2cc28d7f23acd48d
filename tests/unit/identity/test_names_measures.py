"""What the benchmark of names reads off scores is what it says, on cases small enough to count by hand."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.bench.figures import BenchmarkError, Figure, Report
from jisr.bench.names.calibration import Bin, Reliability
from jisr.bench.names.development import data_folder, labelled_pairs
from jisr.bench.names.measures import auc, false_positive_rate, interval, recall_at_precision
from jisr.bench.names.plot import write_plot

SCORED = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=30)


def arrays(scored: list[tuple[int, bool]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([float(s) for s, _ in scored]), np.array([t for _, t in scored])


@given(SCORED)
def test_auc_is_the_share_of_pairs_put_in_order(scored: list[tuple[int, bool]]) -> None:
    same, other = [s for s, t in scored if t], [s for s, t in scored if not t]
    found = auc(*arrays(scored))
    if not same or not other:
        assert np.isnan(found)
        return
    wins = sum((a > b) + 0.5 * (a == b) for a in same for b in other)
    assert found == pytest.approx(wins / (len(same) * len(other)))


@given(SCORED, st.sampled_from([0.5, 0.75, 0.99]))
def test_recall_is_the_best_of_all_thresholds(scored: list[tuple[int, bool]], precision: float) -> None:
    positives = sum(t for _, t in scored)
    found = recall_at_precision(*arrays(scored), precision)
    if not positives:
        assert np.isnan(found)
        return
    best = 0.0
    for threshold in range(6):
        above = [t for s, t in scored if s >= threshold]
        if above and sum(above) / len(above) >= precision:
            best = max(best, sum(above) / positives)
    assert found == pytest.approx(best)


def test_false_positives_are_counted_among_the_wrong_pairs_alone() -> None:
    scores, truth = np.array([0.95, 0.9, 0.2, 0.99]), np.array([False, False, False, True])
    assert false_positive_rate(scores, truth, 0.9) == pytest.approx(2 / 3)
    assert np.isnan(false_positive_rate(scores[3:], truth[3:], 0.9))


def test_an_interval_holds_the_value() -> None:
    rng = np.random.default_rng(0)
    truth = rng.random(400) < 0.5
    scores = truth + rng.normal(size=400)
    low, high = interval(auc, scores, truth)
    assert low < auc(scores, truth) < high


def test_data_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JISR_SHARED_DATA", str(tmp_path))
    with pytest.raises(BenchmarkError, match="JISR_SHARED_DATA"):
        data_folder()


def test_labelled_pairs_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "names" / "dev"
    folder.mkdir(parents=True)
    (folder / "pairs.tsv").write_text("s\t1\tAli\tعلي\ns\t0\tAli\tعمر\n", encoding="utf-8")
    monkeypatch.setenv("JISR_SHARED_DATA", str(tmp_path))
    pairs = labelled_pairs(data_folder())
    assert pairs.truth.tolist() == [True, False]
    assert pairs.names == [("Ali", "علي"), ("Ali", "عمر")]


def test_the_picture_shows_every_bin(tmp_path: Path) -> None:
    write_plot(tmp_path / "p.svg", [Reliability("latin", 0.02, [Bin(0.1, 0.12, 10), Bin(0.9, 0.88, 40)])])
    drawn = (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert drawn.count("<circle") == 2
    assert "latin: error 0.020" in drawn


def test_a_figure_shows_its_interval() -> None:
    report = Report([Figure("names.x.auc", 0.876, "", low=0.861, high=0.893)])
    assert "0.876" in report.as_text()
    assert "(0.861..0.893)" in report.as_text()
