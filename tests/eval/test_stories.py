"""Stories: B-cubed, the texts of ECB+ and the copies that are made of them."""

import random
from pathlib import Path

import pytest

from eval.report import BadPath
from eval.stories import Told, b_cubed, copies_of, read_texts, score_copies

XML = (
    "<Document>"
    "<token sentence='0'>http</token><token sentence='0'>:</token>"
    "<token sentence='1'>Rain</token><token sentence='1'>fell</token>"
    "</Document>"
)


def test_one_group_of_two_stories_is_half_right() -> None:
    found = b_cubed({"a": "1", "b": "2"}, {"a": "x", "b": "x"})
    assert (found["b3_precision"], found["b3_recall"]) == (0.5, 1.0)


def test_the_address_of_a_text_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "30").mkdir()
    (tmp_path / "30" / "30_4ecbplus.xml").write_text(XML, encoding="utf-8")
    (told,) = read_texts(tmp_path)
    assert (told.topic, told.story, told.text) == (30, "30ecbplus", "Rain fell")


def test_a_text_that_is_no_xml_is_named(tmp_path: Path) -> None:
    (tmp_path / "30_4ecb.xml").write_text("<Document", encoding="utf-8")
    with pytest.raises(BadPath, match=r"30_4ecb\.xml"):
        list(read_texts(tmp_path))


def test_copies_are_the_same_in_every_run() -> None:
    text = " ".join(f"word{number}" for number in range(200))
    assert copies_of(text, random.Random(1)) == copies_of(text, random.Random(1))


def test_copies_of_two_texts_are_found_each_with_its_own() -> None:
    texts = [
        Told(name=n, topic=30, story=n, text=" ".join(f"{n}{k}" for k in range(200))) for n in "ab"
    ]
    found = score_copies(texts)
    assert (found["copies"], found["copies_recall"]) == (14, 1.0)
