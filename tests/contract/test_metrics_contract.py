"""What every metric keeps, whoever wrote it; and that a file dropped into the folder is found."""

import inspect
import math
import re
import sys

import numpy as np
import pytest

import model.metrics
from model.metrics import Metric, discover, named, of_kind
from model.metrics.distance_kernel import KernelNeighbourhood

METRICS = discover()

INVENTORY = {
    "composition", "dissimilarity", "exposure", "flow_balance", "flow_table", "isolation", "refusal_rate",
    "small_units", "spatial_dissimilarity", "spatial_exposure", "spatial_isolation", "spatial_theil_h",
    "theil_h", "turnover", "vacancy", "waiting_time",
}  # fmt: skip

DUMMY = """
from model.metrics.metric import Metric

def everybody(group_count, total_count):
    return float(sum(total_count))

METRIC = Metric("{name}", "Everybody", "people", 0.0, float("inf"), "All.", "nobody1900", everybody)
"""


@pytest.fixture
def extra_folder(tmp_path, monkeypatch):
    """A second folder that counts as model/metrics for one test."""
    monkeypatch.setattr(model.metrics, "__path__", [*model.metrics.__path__, str(tmp_path)])
    loaded = set(sys.modules)
    discover.cache_clear()
    yield tmp_path
    discover.cache_clear()
    for name in set(sys.modules) - loaded:
        if name.startswith("model.metrics."):
            del sys.modules[name]
            delattr(model.metrics, name.rpartition(".")[2])


def test_none_of_the_known_metrics_has_vanished():
    assert set(METRICS) >= INVENTORY
    assert list(METRICS) == sorted(METRICS)


def test_a_file_dropped_into_the_folder_appears(extra_folder):
    (extra_folder / "everybody.py").write_text(DUMMY.format(name="everybody"))
    assert named("everybody").function([1, 2], [3, 4]) == 7
    assert "everybody" in of_kind("index")


def test_two_files_cannot_claim_one_name(extra_folder):
    (extra_folder / "zeta.py").write_text(DUMMY.format(name="dissimilarity"))
    with pytest.raises(ValueError, match=r"'dissimilarity' is claimed by both dissimilarity\.py and zeta\.py"):
        discover()


def test_something_else_called_metric_is_refused(extra_folder):
    (extra_folder / "zeta.py").write_text("METRIC = 3\n")
    with pytest.raises(TypeError, match=r"model/metrics/zeta.py: METRIC is a int, not a Metric"):
        discover()


def test_an_unknown_name_gets_the_nearest():
    with pytest.raises(KeyError, match="unknown metric 'theil'; nearest: 'theil_h'"):
        named("theil")


def test_the_list_cannot_be_changed_from_outside():
    with pytest.raises(TypeError):
        METRICS["mine"] = METRICS["theil_h"]


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
class TestEveryMetric:
    def test_says_what_it_is(self, metric: Metric):
        assert metric.title and metric.unit
        assert metric.meaning.endswith(".")
        assert metric.low < metric.high
        assert re.fullmatch(r"[a-z]+\d{4}[a-z]*", metric.source)

    def test_lives_in_the_file_of_its_name_with_a_documented_function(self, metric: Metric):
        assert metric.function.__module__ == f"model.metrics.{metric.name}"
        assert metric.function.__name__ == metric.name
        documentation = inspect.getdoc(metric.function) or ""
        assert f"@{metric.source}" in documentation
        assert ">>>" in documentation


@pytest.mark.parametrize("metric", [m for m in METRICS.values() if m.kind.endswith("index")], ids=lambda m: m.name)
class TestEveryIndex:
    def places(self, metric, n):
        points = np.column_stack([np.arange(n) * 100.0, np.zeros(n)])
        return (KernelNeighbourhood.build(points, 250),) if metric.kind == "spatial_index" else ()

    def test_stays_in_its_declared_range(self, metric: Metric):
        rng = np.random.default_rng(5)
        place = self.places(metric, 40)
        for _ in range(50):
            total = rng.integers(0, 50, 40)
            value = metric.function(rng.binomial(total, rng.beta(0.5, 2, 40)), total, *place)
            assert metric.low <= value <= metric.high

    def test_reaches_its_end_when_the_groups_share_no_place(self, metric: Metric):
        """Two blocks farther apart than any kernel reaches."""
        apart = np.zeros(40)
        apart[:3], far = 10, np.zeros(40)
        far[30:] = 10
        assert metric.function(apart, apart + far, *self.places(metric, 40)) == pytest.approx(metric.fully_segregated)

    def test_is_nan_without_anybody_to_compare(self, metric: Metric):
        assert math.isnan(metric.function([0, 0], [5, 5], *self.places(metric, 2)))
