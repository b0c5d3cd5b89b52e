"""Voices: who says so about two countries, and what the media of one leave out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.answers.evidence import Backing, Said, backing, said
from dragoman.answers.pairs import Pairs, find_pairs
from dragoman.answers.shares import Share, share
from dragoman.answers.sides import Axis, axis_of
from dragoman.answers.state import State, state_of
from dragoman.answers.stories.folded import Stories, fold
from dragoman.answers.view import Claims
from dragoman.errors import AnswerError
from dragoman.model import Claim, Event, Voice
from dragoman.ontology import outlets as known_outlets

VOICES_RULE = "voices/1"
# A mean of fewer claims is shown but not ranked.
MIN_CLAIMS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """What the outlets or the speakers of one country say. `country` None: unknown.

    `mean_score` is the mean intensity of the acts they tell, -10..10, a description and
    no verdict; `enough` is False when it rests on fewer than five claims.
    """

    country: str | None
    backing: Backing
    cooperation: Share
    hedged: Share
    mean_score: float
    enough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What the media of one country told and those of the other did not.

    `share` is None when the silent side has no outlet in the record at all: then nobody
    can say that it kept silent. `told` and `missed` are events.
    """

    told_by: str
    not_by: str
    told: tuple[str, ...]
    missed: tuple[str, ...]
    share: Share | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesAnswer:
    """Who says so about two countries.

    `state` says how far the shares can be relied on. `itself` are claims in the outlet's own
    voice, `uncoded` those of datasets that do not code who speaks; `anonymous` is the share
    of voiced claims whose speaker has neither country nor name.
    """

    first: str
    second: str
    snapshot: str
    rules: tuple[str, ...]
    independent: bool
    state: State
    total: Backing
    by_outlet: tuple[VoiceRow, ...]
    by_speaker: tuple[VoiceRow, ...]
    itself: Backing
    uncoded: Backing
    anonymous: Share
    anonymous_claims: tuple[str, ...]
    hedged: Share
    silences: tuple[Silence, ...]
    sentences: tuple[Said, ...]


def voices(view: Claims, a: str, b: str, *, independent: bool = True) -> VoicesAnswer:
    """Return who says so about two countries, by country of outlet and of speaker.

    Args:
        view: the record.
        a: a country; its media are one side of the silence.
        b: another country.
        independent: count a syndicated text once, for the outlet that printed it first.

    Raises:
        AnswerError: the two are one.
    """
    return voices_in(find_pairs(fold(view)), a, b, independent=independent)


def voices_in(pairs: Pairs, a: str, b: str, *, independent: bool = True) -> VoicesAnswer:
    """Return the answer of `voices` from a record that is already folded."""
    if a == b:
        raise AnswerError(f"{a} and {b} are one; name two countries")
    stories = pairs.stories
    events = pairs.of(a, b)
    everything = [stories.claim_of[claim] for event in events for claim in event.claims]
    claims = sorted(
        (c for c in everything if not independent or stories.origin(c.article) == c.article),
        key=lambda claim: (claim.published or "", claim.id),
    )
    nameless = tuple(sorted(claim.id for claim in claims if _is_anonymous(claim)))
    return VoicesAnswer(
        first=a,
        second=b,
        snapshot=stories.snapshot,
        rules=(VOICES_RULE, stories.folding),
        independent=independent,
        state=state_of(pairs, (a, b), (None, None), (len(claims), MIN_CLAIMS), "claims"),
        total=backing(claims, stories),
        by_outlet=_rows({c.id: {outlet_country(c.outlet, stories)} for c in claims}, stories),
        by_speaker=_rows({c.id: _speakers(c) for c in claims if c.voices}, stories),
        itself=backing((c for c in claims if not c.voices and c.row is None), stories),
        uncoded=backing((c for c in claims if not c.voices and c.row is not None), stories),
        anonymous=share(len(nameless), sum(bool(claim.voices) for claim in claims)),
        anonymous_claims=nameless,
        hedged=share(sum(claim.hedged for claim in claims), len(claims)),
        silences=tuple(_silence(events, sides, stories) for sides in ((a, b), (b, a))),
        sentences=tuple(said(claim, stories) for claim in claims),
    )


def outlet_country(outlet: str | None, stories: Stories) -> str | None:
    """Return the country an outlet speaks from: as given with the pages, else as known."""
    if outlet is None:
        return None
    given = stories.outlets.get(outlet.lower())
    if given is not None and given.country is not None:
        return given.country
    known = known_outlets.find(outlet)
    return known.country if known is not None else None


def _speakers(claim: Claim) -> set[str | None]:
    return {voice.actor.country for voice in claim.voices}


def _is_anonymous(claim: Claim) -> bool:
    """Tell whether nobody who speaks has a country or a name."""
    return bool(claim.voices) and all(_is_nameless(voice) for voice in claim.voices)


def _is_nameless(voice: Voice) -> bool:
    """Tell whether a speaker is words such as "a source": no country, no capital letter."""
    return voice.actor.country is None and voice.actor.name == voice.actor.name.lower()


def _rows(keys: dict[str, set[str | None]], stories: Stories) -> tuple[VoiceRow, ...]:
    """Return a row per country, most claims first; a claim of two voices is in both rows."""
    grouped: dict[str | None, list[Claim]] = defaultdict(list)
    for claim, countries in keys.items():
        for country in countries:
            grouped[country].append(stories.claim_of[claim])
    rows = (_row(country, claims, stories) for country, claims in grouped.items())
    return tuple(sorted(rows, key=lambda row: (-len(row.backing.claims), row.country or "~")))


def _row(country: str | None, claims: Sequence[Claim], stories: Stories) -> VoiceRow:
    warm = sum(axis_of(claim.quad) is Axis.COOPERATION for claim in claims)
    return VoiceRow(
        country=country,
        backing=backing(claims, stories),
        cooperation=share(warm, len(claims)),
        hedged=share(sum(claim.hedged for claim in claims), len(claims)),
        mean_score=round(sum(claim.score for claim in claims) / len(claims), 4),
        enough=len(claims) >= MIN_CLAIMS,
    )


def _silence(events: Iterable[Event], sides: tuple[str, str], stories: Stories) -> Silence:
    """Return the events that media of one country told and those of the other did not."""
    teller, other = sides
    media = {
        event.id: {outlet_country(outlet, stories) for outlet in event.outlets} for event in events
    }
    told = tuple(sorted(event for event, by in media.items() if teller in by))
    missed = tuple(event for event in told if other not in media[event])
    reads_other = any(
        outlet_country(outlet, stories) == other
        for story in stories.stories
        for outlet in story.outlets
    )
    return Silence(
        told_by=teller,
        not_by=other,
        told=told,
        missed=missed,
        share=share(len(missed), len(told)) if reads_other else None,
    )
