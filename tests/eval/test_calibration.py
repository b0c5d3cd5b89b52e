"""Calibration: confidences that keep what they promise have no error."""

import pytest

from eval.calibration import score


def test_certainty_that_is_always_wrong_has_the_largest_error() -> None:
    assert score([1.0] * 20, [False] * 20)["ece"] == 1.0


def test_half_sure_and_half_right_has_no_error() -> None:
    assert score([0.5] * 20, [True, False] * 10)["ece"] == 0.0


def test_the_surer_half_is_measured_apart() -> None:
    figures = score([0.9] * 10 + [0.1] * 10, [True] * 10 + [False] * 10)
    assert figures["precision_at_50"] == 1.0
    assert figures["precision_at_100"] == 0.5
    assert figures["ece"] == pytest.approx(0.1)
