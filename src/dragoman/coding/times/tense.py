"""Whether the clause around a date speaks of what is still to come."""

import re

# A verb of beginning or ending in the present tells what the calendar holds, however far ahead:
# "the mandate ends on May 31". Chosen by what they mean; "start" and "open" alone are nouns too.
_SCHEDULED = (
    r"expires?|lapses?|ends|begins?|starts|opens|closes|resumes?|runs? out|falls? due"
    r"|takes? (?:effect|place)|(?:enters?|comes?|goes) into (?:force|effect)"
)
# What opens a noun: "due to its loss", "agreed to a truce" are no plans.
_NOUN = r"(?:an?|the|its?|his|her|their|this|these)\b"
_FORWARD = re.compile(
    rf"\b(?:{_SCHEDULED}|will|would|shall|is to|are to|was to|were to|plans? to|"
    rf"planned to|planning|expected|due(?!\s+to\s+{_NOUN})|"
    r"expects?|might|should|must|planned (?:an?|the|for)|"
    r"scheduled|set to|set for|slated|going to|next|coming|upcoming|payable|effective|"
    rf"intends?|hopes? to|prepar(?:es?|ing) to|agree(?:d|s|ment) to(?!\s+{_NOUN}))\b"
)
# A date in front of its clause is ahead only when the clause is in the future now.
_AHEAD = re.compile(
    rf"\b(?:{_SCHEDULED}|will|shall|must|(?:is|are)\s+(?:to|due|set|expected|scheduled|going)|"
    r"plans? to)\b"
)
# Behind one of these in the clause a future is what somebody told on the date in front.
TELLS = re.compile(
    r"\b(?:said|says|told|tells|announced|warned|added|promised|vowed|pledged|agreed|declared|"
    r"predicted|confirmed|wrote|stated|reported|insisted)\b"
)
# Words right before a date that put it ahead: "by Friday"; farther off they mean other things.
_FORWARD_BEFORE = re.compile(
    r"\b(?P<word>by|until|till|ahead of|before|no later than|starting|as (?:early|soon) as)\s+$"
)
# What had been scheduled to end on Friday was to end on the Friday before.
_ONCE_AHEAD = re.compile(r"\bhad\s+been\s+\w+(?:\s+to\s+\w+)?")
_PAST = re.compile(r"\b(?:did|was|were|had)\b(?!\s+to\b)")
_CLAUSE = re.compile(r"[;,:—]|\b(?:and|but|which|that|after|when)\b")
_OPENING = re.compile(r"\W*(?:(?:On|In|By|Until|Up|until|by|And|But|Then|Early|Late)\s+)*")
_OF_NOUN = re.compile(r"['’]s\b")
_COMMA = re.compile(r"\s*,\s*")


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Tell whether the clause of a date speaks of the future; one in front opens its clause."""
    before = text[:start]
    if _OPENING.fullmatch(before) and (comma := _COMMA.match(text[end:])):
        clause = _CLAUSE.split(text[end + comma.end() :])[0]
        return _AHEAD.search(TELLS.split(clause)[0]) is not None
    clause = _CLAUSE.split(before)[-1]
    leading = _FORWARD_BEFORE.search(before)
    if leading is not None:
        # "Did not leave until March 10" looks back.
        return leading["word"] in {"by", "no later than"} or not _PAST.search(clause)
    if _OF_NOUN.match(text, end):
        # "Would get round Monday's ruling": only a plain future puts what the day had ahead.
        return _AHEAD.search(clause) is not None
    clause = _ONCE_AHEAD.sub("", clause)
    cues = list(_FORWARD.finditer(clause))
    # A verb of the past behind the cue is nearer: "will return since he was freed in May".
    return bool(cues) and not _PAST.search(clause, cues[-1].end())
