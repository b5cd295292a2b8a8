"""Embedding on many processors or machines: Ray actors, each with a model of its own.

Ray comes with the extra `distributed`. Where it runs already, its variable RAY_ADDRESS tells;
elsewhere it is started on this machine for as long as the work takes. Every machine needs Byline
and the same model under the same name.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.errors import EmbedderError
from index.types import Engine, Shard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Vectors

# A killed actor is started again, and does again what it was at, so many times.
_LIVES = 5
_PATIENCE = 5.0  # seconds for a cluster to answer


def ray_engine(*, fingerprint: str, model: str = "", actors: int = 0) -> Engine:
    """Give an engine whose `actors` embed with `model`; 0 is one for each processor there is.

    `fingerprint` is that of the archive's model: an actor that finds another one refuses.

    Raises:
        EmbedderError: Ray is not installed; later, where no cluster answers at RAY_ADDRESS, or its
            actors cannot embed.
    """
    try:
        import ray
    except ImportError as error:
        raise EmbedderError(
            "Embedding on several machines needs a package that is not installed. Install it with "
            'pip install "byline[distributed]", or leave --engine out.'
        ) from error

    def embedded(shards: Iterator[Shard]) -> Iterator[tuple[Shard, Vectors]]:
        started = not ray.is_initialized()
        if started:
            _look_for(os.environ.get("RAY_ADDRESS", ""))
            os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # count no users
            ray.init(log_to_driver=False, include_dashboard=False, logging_level=logging.WARNING)
        try:
            kind = ray.remote(max_restarts=_LIVES, max_task_retries=_LIVES, num_cpus=1)(_Actor)
            count = actors or max(1, int(ray.cluster_resources().get("CPU", 1)))
            yield from _spread(shards, [kind.remote(model, fingerprint) for _ in range(count)])
        except ray.exceptions.RayError as error:
            raise EmbedderError(
                f"Ray could not embed ({error}); what was embedded is kept. Run `byline embed` "
                "again to go on, with or without --engine ray."
            ) from error
        finally:
            if started:
                ray.shutdown()

    return embedded


def _look_for(address: str) -> None:
    """Say that no cluster answers at an address; Ray itself would try for many minutes."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if not port.isdigit():  # "", "auto", "local"
        return
    try:
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
    except OSError as error:
        raise EmbedderError(
            f"No Ray cluster answers at RAY_ADDRESS={address} ({error}); start it there, or unset "
            "RAY_ADDRESS to embed with actors on this machine."
        ) from error


class _Actor:
    """One model, wherever Ray puts it."""

    def __init__(self, model: str, fingerprint: str) -> None:
        from index.embedding import load_embedder

        self._embedder = load_embedder(model)
        if self._embedder.fingerprint != fingerprint:
            raise EmbedderError(
                f"There is the model {self._embedder.fingerprint}, and the archive needs "
                f"{fingerprint}; put the same model on every machine."
            )

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed(texts)


def _spread(shards: Iterator[Shard], actors: Sequence[Any]) -> Iterator[tuple[Shard, Vectors]]:
    """Give each actor one shard to embed and one to go on with."""
    free = [*actors, *actors]
    at_work: dict[Any, tuple[Shard, Any]] = {}
    for shard in shards:
        if not free:
            yield _next(at_work, free)
        actor = free.pop(0)
        at_work[actor.embed.options(name=shard.name).remote(shard.texts)] = (shard, actor)
    while at_work:
        yield _next(at_work, free)


def _next(at_work: dict[Any, tuple[Shard, Any]], free: list[Any]) -> tuple[Shard, Vectors]:
    """Wait for the shard that is done first."""
    import ray

    [done], _ = ray.wait(list(at_work), num_returns=1)
    shard, actor = at_work.pop(done)
    free.append(actor)
    return shard, ray.get(done)
