"""The cache of live states."""

from baton.engine.cache import InstanceCache


def test_a_state_is_handed_out_only_once():
    cache = InstanceCache()
    cache.put("i", 3, "state")

    assert cache.take("i") == (3, "state")
    assert cache.take("i") is None


def test_the_least_recently_used_state_goes_first():
    cache = InstanceCache(2)
    for name in ("a", "b"):
        cache.put(name, 1, name)
    cache.put("a", *cache.take("a"))
    cache.put("c", 1, "c")

    assert cache.take("b") is None
    assert cache.take("a") == (1, "a")


def test_an_older_state_never_replaces_a_newer_one():
    cache = InstanceCache()
    cache.put("i", 5, "new")
    cache.put("i", 4, "old")

    assert cache.take("i") == (5, "new")


def test_a_dropped_state_is_gone():
    cache = InstanceCache()
    cache.put("i", 1, "state")
    cache.drop("i")

    assert cache.take("i") is None
