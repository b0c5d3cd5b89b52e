"""Confidence: a share between 0 and 1 that grows with what speaks for a claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.confidence import Calibration, Doubts, logit
from dragoman.coding.reader import WEIGHTS, Labels

SHARES = st.floats(0, 1)
CALIBRATION = Calibration(weights=(0.3, 0.5), constant=-1.0)


@given(SHARES, SHARES, st.booleans())
def test_a_confidence_is_a_share(trigger: float, share: float, agreement: bool) -> None:
    doubts = Doubts(trigger=trigger, share=share, agreement=agreement)
    assert 0 < CALIBRATION.confidence(doubts) < 1


@pytest.mark.parametrize(("trigger", "share"), [(0.9, 0.5), (0.5, 0.9)])
def test_more_of_what_speaks_for_a_claim_makes_it_surer(trigger: float, share: float) -> None:
    shipped = Labels.read(WEIGHTS / "labels.json").calibration
    weak = Doubts(trigger=0.5, share=0.5, agreement=False)
    strong = Doubts(trigger=trigger, share=share, agreement=False)
    assert shipped.confidence(strong) > shipped.confidence(weak)


@given(SHARES)
def test_the_logit_of_a_share_is_finite_and_odd(share: float) -> None:
    assert logit(share) == pytest.approx(-logit(1 - share), abs=1e-6)
