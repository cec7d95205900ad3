"""Figures for Prometheus; no label tells of a worker, and each has few values."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """A registry of our own: a host's figures, if there are any, stay apart."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.updates = Histogram(
            "niangjia_update_seconds",
            "From an update's arrival to the end of its handling, waiting included",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.failures = Counter(
            "niangjia_telegram_failures", "Failed requests for updates", ["error"], registry=self.registry
        )
        self.lag = Gauge("niangjia_loop_lag_seconds", "How late the event loop woke up last", registry=self.registry)

    def watch(self, name: str, meaning: str, figure: Callable[[], float]) -> None:
        """A gauge that is looked up whenever somebody asks."""
        Gauge(f"niangjia_{name}", meaning, registry=self.registry).set_function(figure)
