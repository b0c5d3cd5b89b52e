"""Inputs made from real ones: flipped, cut, repeated, spliced; and JSON with strange members."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

# An input that grows beyond this is cut: fuzzing looks for forms, tests/bad_inputs for sizes.
LONGEST = 60_000
MOST_CHANGES = 6
MOST_REPEATS = 40
# Characters that a pattern which ignores case takes for "i", "s" and "k", and no table knows.
TWINS = ("ı", "İ", "ſ", "\N{KELVIN SIGN}")
# Digits that `\d` and `int` know; what separates and marks without being seen.
STRANGE = (
    *TWINS,
    "٣",
    "０",
    "\u2028",
    "\u200b",
    "\ufeff",
    "\x00",
    "\x85",
    "\ud800",
    "😀",
    "e\u0301",
)

Changed = tuple[int, int]


@st.composite
def _range(draw: st.DrawFn, length: int) -> Changed:
    """Return a range of an input, mostly a short one."""
    # Formats turn on how they begin.
    start = draw(st.just(0) | st.integers(0, min(length, 40)) | st.integers(0, length))
    size = draw(st.integers(0, 3) | st.integers(0, 60) | st.integers(0, length))
    return start, min(start + size, length)


@st.composite
def mutated_bytes(draw: st.DrawFn, seeds: Sequence[bytes], words: Sequence[bytes] = ()) -> bytes:
    """Return one of the seeds with a few changes; `words` are what its format turns on."""
    content = draw(st.sampled_from(seeds))
    pieces = st.binary(min_size=1, max_size=4) | st.sampled_from((b"\x00", *words))
    for _ in range(draw(st.integers(1, MOST_CHANGES))):
        start, end = draw(_range(len(content)))
        match draw(st.sampled_from(("cut", "put", "flip", "repeat", "splice"))):
            case "cut":
                middle = b""
            case "put":
                middle = draw(pieces) + content[start:end]
            case "flip":
                mask = draw(st.integers(1, 255))
                middle = bytes(byte ^ mask for byte in content[start : start + 1])
                end = start + len(middle)
            case "repeat":
                middle = content[start:end] * draw(st.integers(2, MOST_REPEATS))
            case _:
                other = draw(st.sampled_from(seeds))
                first, last = draw(_range(len(other)))
                middle = other[first:last]
        content = (content[:start] + middle + content[end:])[:LONGEST]
    return content


@st.composite
def mutated_text(draw: st.DrawFn, seeds: Sequence[str], words: Sequence[str] = ()) -> str:
    """Return one of the seeds with a few changes; letters become such as look alike to `re`."""
    content = draw(st.sampled_from(seeds))
    pieces = st.text(st.characters(), min_size=1, max_size=4) | st.sampled_from((*STRANGE, *words))
    for _ in range(draw(st.integers(1, MOST_CHANGES))):
        start, end = draw(_range(len(content)))
        match draw(st.sampled_from(("cut", "put", "over", "twin", "repeat", "splice"))):
            case "cut":
                middle = ""
            case "put":
                middle = draw(pieces) + content[start:end]
            case "over":
                middle = draw(pieces)
            case "twin":
                middle = twinned(content[start:end], draw(st.sampled_from(TWINS)))
            case "repeat":
                middle = content[start:end] * draw(st.integers(2, MOST_REPEATS))
            case _:
                other = draw(st.sampled_from(seeds))
                first, last = draw(_range(len(other)))
                middle = other[first:last]
        content = (content[:start] + middle + content[end:])[:LONGEST]
    return content


def twinned(text: str, twin: str) -> str:
    """Return a text with the letter that a twin stands for replaced by it; of "" as it is."""
    if not twin:
        return text
    letter = {"ı": "i", "İ": "i", "ſ": "s", "\N{KELVIN SIGN}": "k"}[twin]
    return text.replace(letter, twin).replace(letter.upper(), twin)


ANY_TEXT = st.text(st.characters(), max_size=12) | st.sampled_from(STRANGE)
ANY_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=4,
)


@st.composite
def misshapen(draw: st.DrawFn, document: Any) -> Any:
    """Return a JSON document with one member gone, doubled or something else."""
    if not isinstance(document, dict | list) or not document or draw(st.integers(0, 4)) == 0:
        return draw(ANY_JSON)
    keys = list(document) if isinstance(document, dict) else list(range(len(document)))
    key = draw(st.sampled_from(keys))
    changed: Any = document.copy()
    if draw(st.integers(0, 3)) == 0:
        del changed[key]
    elif isinstance(changed, list) and draw(st.booleans()):
        changed.append(changed[key])
    else:
        changed[key] = draw(misshapen(document[key]))
    return changed
