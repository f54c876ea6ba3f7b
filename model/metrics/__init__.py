"""Every measure the program can report, one file each; a file dropped into this folder joins the list."""

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from model.metrics.metric import Metric


@lru_cache(maxsize=1)
def discover() -> Mapping[str, Metric]:
    """All metrics by name, in alphabetical order.

    A module of this folder is a metric when it has a module-level `METRIC`; other modules are helpers. The
    mapping is read-only. Raises `ValueError` when two files claim one name, `TypeError` when `METRIC` is not
    a `Metric`.

    >>> [name for name in discover() if name.startswith("theil")]
    ['theil_h']
    """
    found: dict[str, Metric] = {}
    home: dict[str, str] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        if not hasattr(module, "METRIC"):
            continue
        metric = module.METRIC
        if not isinstance(metric, Metric):
            raise TypeError(f"model/metrics/{info.name}.py: METRIC is a {type(metric).__name__}, not a Metric")
        if metric.name in found:
            raise ValueError(
                f"metric name {metric.name!r} is claimed by both {home[metric.name]}.py and {info.name}.py "
                "in model/metrics"
            )
        found[metric.name] = metric
        home[metric.name] = info.name
    return MappingProxyType(dict(sorted(found.items())))


def named(name: str) -> Metric:
    """The metric of that name, or a `KeyError` that names the nearest one.

    >>> named("theil_h").title
    "Theil's information index (H)"
    """
    metrics = discover()
    if name not in metrics:
        near = difflib.get_close_matches(name, metrics, n=1, cutoff=0.0)
        raise KeyError(f"unknown metric {name!r}; nearest: {near[0]!r}; known: {', '.join(metrics)}")
    return metrics[name]


def of_kind(kind: str) -> Mapping[str, Metric]:
    """The metrics of one kind, e.g. "index" for all that take `(group_count, total_count)`.

    >>> list(of_kind("index"))
    ['dissimilarity', 'exposure', 'isolation', 'theil_h']
    """
    return {name: metric for name, metric in discover().items() if metric.kind == kind}


__all__ = ["Metric", "discover", "named", "of_kind"]
