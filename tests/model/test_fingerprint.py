"""The digest of a value: equal exactly where the values are."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.fingerprint import digest, of_bytes

VALUES = st.recursive(
    st.none() | st.integers(-(2**70), 2**70) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, VALUES)
def test_digests_are_equal_exactly_where_values_are(one: object, other: object) -> None:
    assert (digest(one) == digest(other)) == (one == other)


@given(st.dictionaries(st.text(max_size=5), VALUES, min_size=2, max_size=5))
def test_the_order_of_a_mapping_does_not_matter(value: dict[str, object]) -> None:
    assert digest(dict(reversed(value.items()))) == digest(value)


@dataclass(frozen=True, slots=True)
class Boat:
    name: str
    built: datetime


def test_dataclasses_and_times_are_values_too() -> None:
    built = datetime(1887, 5, 1, tzinfo=UTC)
    assert digest(Boat("Elm", built)) == digest(Boat("Elm", built))
    assert digest(Boat("Elm", built)) != digest(Boat("Elm", built.replace(hour=1)))


def test_bytes_have_a_known_digest() -> None:
    assert of_bytes(b"") == "cae66941d9efbd404e4d88758ea67670"  # BLAKE2b-128 of nothing


def test_a_value_without_a_canonical_form_has_no_digest() -> None:
    with pytest.raises(TypeError):
        digest(object())


def test_a_digest_is_the_same_in_every_process() -> None:
    code = (
        "from generator.model.fingerprint import digest; print(digest({'tags': {'nato', 'port'}, 'b': [1], 'a': None}))"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(digests) == 1
