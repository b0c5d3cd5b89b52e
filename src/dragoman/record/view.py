"""The view: what the record says, at one moment, as nouns and as SQL."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from typing import Any, Self, Unpack

from dragoman.errors import AnswerError, RecordError
from dragoman.model import (
    AgendaItem,
    Article,
    Claim,
    Judgement,
    Outlet,
    Passage,
    Rejection,
    Span,
    Verdicts,
    standing,
    verdicts_of,
)
from dragoman.model.wire import agenda_from_json, claim_from_json, rejection_from_json
from dragoman.model.wire_judgement import decided
from dragoman.record.digest import digest_of, row_digest
from dragoman.record.engine import SECONDS_LIMIT, TABLES, Engine
from dragoman.record.filters import CLAIM_ORDER, Filters, Question
from dragoman.record.found import FoundSentence, Imprint, like_of
from dragoman.record.health import Fate
from dragoman.record.judging import edited, faults_of
from dragoman.record.ledger import canonical
from dragoman.record.lookup import Lookup
from dragoman.record.ordered import claims_in_order
from dragoman.record.rows import article_of
from dragoman.record.series import PairCount, Series
from dragoman.record.state import State, outlet_json
from dragoman.record.tabular import Table

# What claims can be counted by, and the expression of it; a side with nobody counts as None.
COUNTED_BY = {
    "year": "strftime(when_start, '%Y')",
    "month": "strftime(when_start, '%Y-%m')",
    "day": "strftime(when_start, '%Y-%m-%d')",
    "type": "event_type",
    "quad": "quad",
    "status": "status",
    "outlet": "outlet",
    "actor": "unnest(case when len(actors) = 0 then [null] else actors end)",
    "recipient": "unnest(case when len(recipients) = 0 then [null] else recipients end)",
}


# The columns of an imprint.
_IMPRINT = "id, title, outlet, published, verdict"


class View:
    """The record at one moment. It does not change when the record grows."""

    def __init__(self, state: State) -> None:
        self._state = state

    @property
    def as_of(self) -> int:
        """The last entry of the ledger that this view shows."""
        return self._state.as_of

    @property
    def snapshot(self) -> str:
        """The name of the snapshot; the digest of the view when it has none."""
        return self._state.name or self.digest()

    def claims(self, **question: Unpack[Question]) -> Iterator[Claim]:
        """Yield the claims that a question means, earliest act first, undated ones last.

        `view.claims(dyad=("RUS", "IRN"), since=date(2020, 9, 1), limit=5)`; all filters
        stand in `Question`.
        """
        filters, limit = Filters.of(question), question.get("limit")
        if limit is None:
            return claims_in_order(self._engine, *filters.select("wire", "claims", order=None))
        wires = self._wires("claims", filters, order=CLAIM_ORDER, limit=limit)
        return map(claim_from_json, wires)

    def claim_ids(self, **question: Unpack[Question]) -> Iterator[str]:
        """Yield the ids of the claims that a question means, in any order."""
        query, values = Filters.of(question).select("id", "claims", order=None)
        return (claim for (claim,) in self._engine.rows(query, values))

    def page(
        self, offset: int, most: int, *, order: str = CLAIM_ORDER, **question: Unpack[Question]
    ) -> list[Claim]:
        """Return at most so many claims of a question from a row on; `order` is SQL.

        Only these are read whole, so a page of a million costs little more than one of a hundred.
        """
        limit = question.get("limit")
        most = most if limit is None else min(most, limit - offset)
        if most <= 0:
            return []
        query, values = Filters.of(question).select(
            "id", "claims", order=order, limit=most, offset=offset
        )
        found = (self.claim(claim) for (claim,) in self._engine.rows(query, values))
        return [claim for claim in found if claim is not None]

    def stream(self, **question: Unpack[Question]) -> Iterator[Claim]:
        """Yield the claims of a question as `claims` does, in batches from an engine of its own.

        For many claims: they need not fit into memory, and no other question waits meanwhile.
        """
        filters = Filters.of(question)
        limit = question.get("limit")
        query, values = filters.select("wire", "claims", order=CLAIM_ORDER, limit=limit)
        for batch in Engine(self._state).batches(query, values):
            for (wire,) in batch:
                yield claim_from_json(json.loads(wire))

    def count(self, **question: Unpack[Question]) -> int:
        """Return how many claims a question means; `limit` cuts the count too."""
        query, values = Filters.of(question).select("count(*)", "claims", order="1")
        ((found,),) = self._engine.rows(query, values)
        limit = question.get("limit")
        return int(found) if limit is None else min(int(found), limit)

    def count_by(self, by: str, **question: Unpack[Question]) -> dict[str | None, int]:
        """Return how many claims of a question fall to each value of `by`, None where it has none.

        A claim with two actors counts for both. `limit` is not heard.

        Raises:
            AnswerError: `by` is none of `COUNTED_BY`.
        """
        if by not in COUNTED_BY:
            raise AnswerError(f"claims are not counted by {by!r}; by {', '.join(COUNTED_BY)}")
        inner, values = Filters.of(question).select(
            f"{COUNTED_BY[by]} as key, id", "claims", order="1"
        )
        query = f"select key, count(*) from ({inner}) group by key order by key nulls last"
        return {key: int(count) for key, count in self._engine.rows(query, values)}

    def series(self, pair: tuple[str, str], by: str = "month") -> list[PairCount]:
        """Return how many claims bring two countries together in each period, earliest first.

        The first question lays out the pairs of all claims; every later one takes milliseconds.

        Raises:
            AnswerError: `by` is no unit of time.
        """
        return self._series.of(pair, by)

    def all_series(self, by: str = "month") -> Iterator[PairCount]:
        """Yield what `series` returns for every pair that occurs, in the order of the alphabet."""
        return self._series.of_all(by)

    def claim(self, claim_id: str) -> Claim | None:
        """Return the claim with this id as judged, None when there is none or it is rejected."""
        coded = None if claim_id in self._verdicts.rejected else self.coded_claim(claim_id)
        changes = self._verdicts.changes.get(claim_id)
        return coded if coded is None or changes is None else edited(coded, changes)

    def coded_claim(self, claim_id: str) -> Claim | None:
        """Return the claim with this id as the coder read it, None when there is none."""
        row = self._claims_by_id.row(claim_id)
        return None if row is None else claim_from_json(json.loads(row["wire"]))

    def judgements(self) -> tuple[Judgement, ...]:
        """Return everything that people decided about claims, undone decisions too."""
        return self._state.judgements

    @property
    def readings(self) -> State:
        """What was read: equal in two moments that differ in what people decided alone."""
        return replace(self._state, as_of=0, name=None, judgements=())

    def as_coded(self, judgements: tuple[Judgement, ...] = ()) -> Self:
        """Return what the coder read until this moment, with no judgements but those given."""
        return type(self)(replace(self._state, judgements=judgements))

    def check(self, judgement: Judgement) -> None:
        """Raise unless a judgement is about claims that are here and edits them into claims.

        Raises:
            RecordError: a claim is not here, or an edit says what its text or codebook do not.
        """
        for claim_id in judgement.claims:
            claim = self.coded_claim(claim_id)
            if claim is None:
                raise RecordError(
                    f"no claim {claim_id!r} in this record; `dragoman claims` lists them"
                )
            if judgement.changes:
                before = self._verdicts.changes.get(claim_id, {})
                article = self.article(claim.article)
                self._check_edit(edited(claim, {**before, **judgement.changes}), article)

    def _check_edit(self, claim: Claim, article: Article | None) -> None:
        for fault in faults_of(claim, article.text if article else None):
            raise RecordError(f"the edit of {claim.id} cannot be: {fault}")

    def keyed_claims(self) -> dict[tuple[str, str], str]:
        """Return every claim as JSON, by its page and id: what two moments are compared by."""
        rows = self._engine.rows("select page, id, wire from claims")
        return {(page, claim): wire for page, claim, wire in rows}

    def pages(self) -> frozenset[str]:
        """Return the digests of all pages."""
        return frozenset(self._state.pages)

    def fates(self) -> Iterator[Fate]:
        """Yield what became of each page, in the order of their digests."""
        query = "select page, outlet, published, origin, id, verdict from articles"
        printed = {page: rest for page, *rest in self._engine.rows(query)}
        query = "select page, origin, detail from rejections where reason = 'quarantined'"
        stopped = {page: rest for page, *rest in self._engine.rows(query)}
        outcomes = {unit.page: unit.outcome for unit in self._state.units}
        for page in self._state.pages:
            outlet, day, origin, article, reason = printed.get(page, [None] * 5)
            if page in stopped:
                origin, reason = stopped[page]
            yield Fate(
                page=page,
                outcome=outcomes.get(page, "pending"),
                outlet=outlet,
                day=day,
                origin=origin,
                article=article,
                reason=reason,
            )

    def readers(self) -> dict[str, str]:
        """Return which coder read each page last."""
        return {unit.page: unit.coder for unit in self._state.units}

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id, None when there is none."""
        row = self._articles_by_id.row(article_id)
        return None if row is None else article_of(json.loads(row["wire"]), row["text"])

    def articles(self, *, verdict: str | None = None) -> Iterator[Article]:
        """Yield what each page turned out to be, earliest publication first."""
        filters = Filters()
        filters.equal("verdict", verdict)
        order = "published nulls last, id, page"
        query, values = filters.select("wire, text", "articles", order=order)
        for wire, text in self._engine.rows(query, values):
            yield article_of(json.loads(wire), text)

    def imprints(self, *, outlet: str | None = None) -> Iterator[Imprint]:
        """Yield every article without its text, earliest publication first."""
        filters = Filters()
        filters.outlet(outlet)
        order = "published nulls last, id, page"
        query, values = filters.select(_IMPRINT, "articles", order=order)
        for row in self._engine.rows(query, values):
            yield _imprint(row)

    def neighbours(self, article: str, span: Span) -> tuple[Span | None, Span | None]:
        """Return the sentences of an article before and after a span, None where it ends."""
        before = self._engine.rows(
            "select start_char, end_char from sentences where article = ? and end_char <= ? "
            "order by end_char desc limit 1",
            [article, span.start],
        )
        after = self._engine.rows(
            "select start_char, end_char from sentences where article = ? and start_char >= ? "
            "order by start_char limit 1",
            [article, span.end],
        )
        return (Span(*before[0]) if before else None), (Span(*after[0]) if after else None)

    def sentences_with(self, words: Sequence[str], *, most: int) -> tuple[list[FoundSentence], int]:
        """Return the latest sentences that hold all of some words, and how many do in all.

        A word is found within a longer one too, whatever its case.

        Args:
            words: what must stand in the sentence, in any order; at least one.
            most: how many sentences to return.
        """
        holds = " and ".join(["lower(s.text) like ? escape '\\'"] * len(words))
        of_article = ", ".join(f"a.{column.strip()}" for column in _IMPRINT.split(","))
        found = self._engine.rows(
            f"select s.start_char, s.end_char, s.text, c.claim, count(*) over (), {of_article} "
            "from sentences s join articles a on a.id = s.article left join ("
            "select article, evidence_start, min(id) as claim from claims group by all"
            ") c on c.article = s.article and c.evidence_start = s.start_char "
            f"where {holds} "
            "order by a.published desc nulls last, a.id, s.start_char limit ?",
            [*map(like_of, words), most],
        )
        sentences = [
            FoundSentence(
                passage=Passage(span=Span(start, end), exact=text),
                imprint=_imprint(tuple(rest)),
                claim=claim,
            )
            for start, end, text, claim, _, *rest in found
        ]
        return sentences, int(found[0][4]) if found else 0

    def agenda(
        self, *, since: date | None = None, until: date | None = None
    ) -> Iterator[AgendaItem]:
        """Yield what is still to come, earliest first."""
        filters = Filters()
        filters.days(since, until)
        order = "when_start, when_end, article, id"
        for wire in self._wires("agenda", filters, order=order):
            yield agenda_from_json(wire)

    def rejections(self, *, article: str | None = None) -> Iterator[Rejection]:
        """Yield what was seen and not kept, with the reason."""
        filters = Filters()
        filters.equal("article", article)
        order = "article nulls first, page, start_char nulls first, stage, reason, wire"
        for wire in self._wires("rejections", filters, order=order):
            yield rejection_from_json(wire)

    def outlets(self) -> dict[str, Outlet]:
        """Return the outlets that were given, by lower-cased name."""
        return dict(self._state.outlets)

    def counts(self) -> dict[str, int]:
        """Return the sum that must hold: the pages are that of all the others."""
        return dict(self._state.holdings.counts)

    def sql(self, query: str, *, seconds: float = SECONDS_LIMIT) -> Table:
        """Return what one SELECT gives; nothing outside the record can be reached.

        Args:
            query: the SELECT.
            seconds: how long it may run.

        Raises:
            AnswerError: it is not one SELECT, or it fails.
        """
        return self._engine.answer(query, seconds)

    def digest(self) -> str:
        """Return a digest of all that the view says, free of order, files and clocks."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        state = self._state
        read = {unit.page: canonical([unit.coder, unit.outcome]) for unit in state.units}
        digests = [row_digest("page", page, read.get(page, "null")) for page in state.pages]
        digests += [
            row_digest("outlet", "", outlet_json(outlet)) for outlet in state.outlets.values()
        ]
        digests += [
            row_digest("judgement", "", canonical(decided(judgement)))
            for judgement in standing(state.judgements)
        ]
        for table, kind in TABLES.items():
            # A dataset has millions of rows: their digests fit into memory, they do not.
            take = partial(_add_digests, digests, kind)
            self._engine.each(f"select page, wire from {table}", take)
        return digest_of(digests)

    @cached_property
    def _verdicts(self) -> Verdicts:
        return verdicts_of(self._state.judgements)

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self._state)

    @cached_property
    def _series(self) -> Series:
        return Series(self._engine)

    @cached_property
    def _claims_by_id(self) -> Lookup:
        return Lookup(self._state, "claim")

    @cached_property
    def _articles_by_id(self) -> Lookup:
        return Lookup(self._state, "article")

    def _wires(
        self, table: str, filters: Filters, *, order: str, limit: int | None = None
    ) -> Iterator[dict[str, object]]:
        query, values = filters.select("wire", table, order=order, limit=limit)
        for (wire,) in self._engine.rows(query, values):
            yield json.loads(wire)


def _add_digests(digests: list[bytes], kind: str, rows: list[tuple[Any, ...]]) -> None:
    digests += [row_digest(kind, page, wire) for page, wire in rows]


def _imprint(row: tuple[Any, ...]) -> Imprint:
    article, title, outlet, published, verdict = row
    return Imprint(
        article=article, title=title, outlet=outlet, published=published, verdict=verdict
    )
