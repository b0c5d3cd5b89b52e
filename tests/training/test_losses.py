"""Rows become tensors, and what is padding or has no label costs nothing."""

from itertools import chain

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the recipes need torch, which the product never does")

from training.reader.losses import Losses, collate, new_network  # noqa: E402
from training.reader.recorded import shelves  # noqa: E402
from training.reader.rows import IGNORED, NONE, Row  # noqa: E402

ACT = {"event_type": 3, "status": 1, "flags": [1.0, 0.0], "role": [IGNORED, 1, 0, IGNORED]}


def row_of(labels: dict[str, object], *ids: int) -> Row:
    return Row([101, *ids, 102], [0, *([1] * len(ids)), 0], labels)


ROWS = {
    "find": [
        row_of({"trigger": [IGNORED, 1, 0, IGNORED], "token_type": [IGNORED] * 4}, 2054, 2055)
    ],
    "read": [row_of(ACT, 2054, 2055), row_of({"event_type": NONE}, 2054)],
    "grade": [row_of({"grade": [([1, 2], 2.0)]}, 2054, 2055), row_of({"grade": [([1], -1.0)]}, 9)],
    "hear": [
        row_of(
            {
                "trigger": np.full((4, 3), 1 / 3, np.float16),
                "speech": np.full((4, 7), 1 / 7, np.float16),
                "grade": np.ones((4, 1), np.float16),
            },
            2054,
            2055,
        )
    ],
}


@pytest.fixture(scope="module")
def losses() -> Losses:
    torch.manual_seed(1)
    return Losses(new_network(attention="eager", blank=True).eval(), 0.05)


def test_a_row_that_is_no_act_is_ignored_where_acts_are_read() -> None:
    batch = collate(ROWS["read"])
    assert batch["status"].tolist() == [1, IGNORED]
    assert set(batch["role"][1].tolist()) == {IGNORED}


@pytest.mark.parametrize("task", sorted(ROWS))
def test_padding_costs_nothing(losses: Losses, task: str) -> None:
    narrow, wide = (losses.of(task, collate(ROWS[task], width=width)) for width in (0, 9))
    assert torch.allclose(narrow, wide, atol=1e-4)


def test_a_sentence_without_a_trigger_still_has_a_loss(losses: Losses) -> None:
    assert losses.of("find", collate(ROWS["find"])).isfinite()


def test_the_grade_of_words_is_the_mean_of_their_tokens(losses: Losses) -> None:
    batch = collate(ROWS["grade"])
    out = {"grade": torch.tensor([[0.0, 1.0, 2.0, 0.0], [0.0, 0.0, 0.0, 0.0]])}
    assert float(losses.grade(batch, out)) == pytest.approx((0.5 + 1.0) / 2)


def test_every_row_stands_on_one_shelf_beside_rows_of_its_length() -> None:
    rows = [row_of({"pair_type": n}, *range(2000, 2001 + n)) for n in range(64)]
    found = list(shelves("pair", rows, size=2, device="cpu"))
    kept = [shelf.rows["pair_type"].tolist() for shelf in found]
    assert list(chain.from_iterable(kept)) == list(range(64))
    assert [shelf.rows["ids"].shape[1] for shelf in found] == [24, 40, 56, 72]
