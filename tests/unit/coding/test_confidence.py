"""Confidence: a share between 0 and 1 that grows with what speaks for a claim."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.confidence import Calibration, Doubts, logit

SHARES = st.floats(0, 1)
CALIBRATION = Calibration(weights=(0.3, 0.4, 0.5, 0.2, 0.6), constant=-1.0)


@given(SHARES, SHARES, SHARES, SHARES, st.booleans())
def test_a_confidence_is_a_share(
    trigger: float, act: float, share: float, lead: float, agreement: bool
) -> None:
    doubts = Doubts(trigger=trigger, act=act, share=share, lead=lead, agreement=agreement)
    assert 0 < CALIBRATION.confidence(doubts) < 1


@pytest.mark.parametrize(
    "strong",
    [
        Doubts(trigger=0.9, act=0.5, share=0.5, lead=0.2, agreement=False),
        Doubts(trigger=0.5, act=0.9, share=0.5, lead=0.2, agreement=False),
        Doubts(trigger=0.5, act=0.5, share=0.9, lead=0.2, agreement=False),
        Doubts(trigger=0.5, act=0.5, share=0.5, lead=0.9, agreement=False),
    ],
)
def test_more_of_what_speaks_for_a_claim_makes_it_surer(strong: Doubts) -> None:
    weak = Doubts(trigger=0.5, act=0.5, share=0.5, lead=0.2, agreement=False)
    assert CALIBRATION.confidence(strong) > CALIBRATION.confidence(weak)


def test_views_that_agree_make_a_claim_surer() -> None:
    apart = Doubts(trigger=0.5, act=0.5, share=0.5, lead=0.2, agreement=False)
    assert CALIBRATION.confidence(replace(apart, agreement=True)) > CALIBRATION.confidence(apart)


@given(SHARES)
def test_the_logit_of_a_share_is_finite_and_odd(share: float) -> None:
    assert logit(share) == pytest.approx(-logit(1 - share), abs=1e-6)
