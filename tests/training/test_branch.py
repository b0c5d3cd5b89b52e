"""The branch that hears who says what: it begins as its network, and learns whole paths."""

import random
from itertools import product
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="the recipes need torch, which the product never does")

from training.reader.branch import Branch, Lesson, figures, fit, lessons, plan, spans_of  # noqa: E402
from training.reader.losses import new_network, tensors  # noqa: E402
from training.reader.network import ReaderNetwork  # noqa: E402
from training.reader.rows import Row  # noqa: E402
from training.reader.train import Settings  # noqa: E402
from training.reader.transitions import FORBIDDEN, Transitions  # noqa: E402

SPEECH = [-100, 1, 2, 3, 5, 6, -100]


def row_of(*ids: int) -> Row:
    return Row([101, *ids, 102], [0] * (len(ids) + 2), {"speech": [*SPEECH[: len(ids) + 1], -100]})


@pytest.fixture(scope="module")
def network() -> ReaderNetwork:
    torch.manual_seed(1)
    return new_network(attention="eager", blank=True).eval()


def test_a_branch_begins_with_what_its_network_says(network: ReaderNetwork) -> None:
    ids, mask, focus = tensors([row_of(2054, 2055, 2056), row_of(2054, 2055)])
    with torch.no_grad():
        whole = network(ids, mask, focus)["speech"]
        alone = Branch(network).eval()(network.encode(ids, mask)[3], mask)
    assert torch.allclose(whole[mask.bool()], alone[mask.bool()], atol=1e-5)


def test_a_branch_changes_nothing_of_its_network(network: ReaderNetwork) -> None:
    before = {name: value.clone() for name, value in network.state_dict().items()}
    settings = Settings(epochs=1, batch=2, encoder_rate=1e-2, head_rate=1e-2)
    list(fit(Branch(network), lessons(network, [row_of(2054, 2055)] * 4), settings))
    assert all(torch.equal(before[name], value) for name, value in network.state_dict().items())


def test_a_branch_learns_a_row_by_heart(network: ReaderNetwork) -> None:
    branch, found = Branch(network), lessons(network, [row_of(2054, 2055, 2056, 2057, 2058)] * 8)
    settings = Settings(epochs=12, batch=4, encoder_rate=1e-3, head_rate=1e-2)
    list(fit(branch, found, settings))
    assert figures(branch, found, "cpu") == {"source_f1": 1.0, "cue_f1": 1.0, "content_f1": 1.0}


def test_a_path_is_as_unlikely_as_counted_over_all_paths() -> None:
    torch.manual_seed(2)
    chain = Transitions(3)
    for parameter in chain.parameters():
        torch.nn.init.normal_(parameter)
    scores, labels = torch.randn(1, 3, 3), (1, 2, 0)

    def worth(path: tuple[int, ...]) -> Any:
        total = chain.first[path[0]] + chain.last[path[-1]] + (FORBIDDEN if path[0] == 2 else 0)
        for place, label in enumerate(path):
            total = total + scores[0, place, label]
            if place:
                total = total + chain.between[path[place - 1], label]
                total = total + (FORBIDDEN if (path[place - 1], label) == (0, 2) else 0)
        return total

    sums = torch.stack([worth(path) for path in product(range(3), repeat=3)])
    unlikely = chain(scores, torch.tensor([labels]), torch.ones(1, 3, dtype=torch.bool))
    assert torch.allclose(unlikely, sums.logsumexp(0) - worth(labels), atol=1e-4)


def test_padding_makes_no_path_less_likely() -> None:
    chain, scores, labels = Transitions(3), torch.randn(1, 4, 3), torch.tensor([[1, 2, 0, 0]])
    mask = torch.tensor([[True, True, False, False]])
    alone = chain(scores[:, :2], labels[:, :2], mask[:, :2])
    assert torch.allclose(chain(scores, labels, mask), alone)


def test_an_epoch_shows_every_lesson_once() -> None:
    made = [Lesson(row_of(*range(2000, 2001 + n % 5)), torch.zeros(1)) for n in range(50)]
    shown = [id(lesson) for batch in plan(made, 4, random.Random(1)) for lesson in batch]
    assert sorted(shown) == sorted(map(id, made))


def test_a_continuation_of_nothing_is_no_span() -> None:
    assert spans_of([2, 0, 1, 2, 4, 3]) == {(2, 4, 0), (5, 6, 1)}
