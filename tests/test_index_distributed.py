"""Embedding elsewhere: whoever embeds, each passage gets its vector once, and the right one."""

from __future__ import annotations

import os
import socket
from itertools import islice
from types import SimpleNamespace

import numpy as np
import pytest
from doubles import PRESS, WordEmbedder, article, make_index

from index import EmbedderError, load_embedder
from index.embedding import distributed
from index.embedding.distributed import ray_engine

MANY = [article(f"comet-{n}", f"The comet is back, says observer{n}.") for n in range(300)]


def vectors(index) -> dict[str, np.ndarray]:
    ids = index._catalog.passages.ids()
    return dict(zip(ids, index._catalog.passages.vectors(ids), strict=True))


def backwards(embedder, *, most=None):
    """Give an engine that is done with the last shard first, or dies after `most` of them."""

    def engine(shards):
        for shard in islice(reversed(list(shards)), most):
            yield shard, embedder.embed(shard.texts)

    return engine


@pytest.mark.slow
def test_an_engine_may_give_shards_back_in_any_order(tmp_path):
    with (
        make_index(tmp_path / "here", *MANY) as here,
        make_index(tmp_path / "there", *MANY) as there,
    ):
        assert [*here.embed()][-1] == [*there.embed(engine=backwards(WordEmbedder()))][-1]
        assert {k: v.tolist() for k, v in vectors(here).items()} == {
            k: v.tolist() for k, v in vectors(there).items()
        }
        assert there.status().embedded == there.status().passages


@pytest.mark.slow
def test_an_engine_that_stops_has_done_what_it_gave_back_and_goes_on_with_the_rest(tmp_path):
    with make_index(tmp_path, *MANY) as index:
        [*index.embed(engine=backwards(WordEmbedder(), most=1))]
        done = index.status().embedded
        assert 0 < done < index.status().passages
        embedder = WordEmbedder()
        [*index.embed(engine=backwards(embedder))]
        assert len(embedder.read) == index.status().passages - done


def test_without_ray_the_way_out_is_told(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(EmbedderError, match=r"byline\[distributed\]"):
        ray_engine(fingerprint="")


def test_a_cluster_that_is_not_there_is_told_at_once(monkeypatch):
    pytest.importorskip("ray", reason="the extra `distributed` is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    monkeypatch.setenv("RAY_ADDRESS", address)
    with pytest.raises(EmbedderError, match=f"No Ray cluster answers at RAY_ADDRESS={address}"):
        next(ray_engine(fingerprint="")(iter(())))


def test_ray_is_told_to_count_no_users(monkeypatch):
    def init(**_):
        raise ConnectionError(os.environ["RAY_USAGE_STATS_ENABLED"])

    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "")
    monkeypatch.delenv("RAY_USAGE_STATS_ENABLED")
    started = SimpleNamespace(is_initialized=lambda: False, init=init)
    monkeypatch.setitem(__import__("sys").modules, "ray", started)
    with pytest.raises(ConnectionError, match="0"):
        next(ray_engine(fingerprint="")(iter(())))


@pytest.fixture
def ray(monkeypatch):
    module = pytest.importorskip("ray", reason="the extra `distributed` is not installed")
    module.init(num_cpus=2, log_to_driver=False, include_dashboard=False)
    yield module
    module.shutdown()


@pytest.mark.slow
def test_actors_give_the_vectors_of_this_process_even_where_one_is_killed(
    ray, tmp_path, monkeypatch
):
    kept, spread = [], distributed._spread
    seen = lambda shards, actors: kept.extend(actors) or spread(shards, actors)  # noqa: E731
    monkeypatch.setattr(distributed, "_spread", seen)
    embedder = load_embedder()
    engine = ray_engine(fingerprint=embedder.fingerprint, actors=2)
    with (
        make_index(tmp_path / "here", *PRESS, *MANY, embedder=embedder) as here,
        make_index(tmp_path / "there", *PRESS, *MANY, embedder=embedder) as there,
    ):
        [*here.embed()]
        steps = there.embed(engine=engine)
        next(steps)
        ray.kill(kept[0], no_restart=False)
        for _ in steps:
            pass
        expected, found = vectors(here), vectors(there)
        assert found.keys() == expected.keys()
        assert min(float(found[each] @ expected[each]) for each in expected) > 0.9999


@pytest.mark.slow
@pytest.mark.usefixtures("ray")
def test_an_actor_with_another_model_embeds_nothing(tmp_path):
    embedder = load_embedder()
    with make_index(tmp_path, *PRESS, embedder=embedder) as index:
        with pytest.raises(EmbedderError, match="put the same model on every machine"):
            [*index.embed(engine=ray_engine(fingerprint="another", actors=1))]
        assert index.status().embedded == 0
