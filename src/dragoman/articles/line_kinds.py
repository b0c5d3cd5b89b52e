"""Tells what a line of a plain text is by its form alone: a byline, a date, a credit, a notice.

A line is one of these as a whole; a sentence that holds a date or an outlet is none. What no
form tells is left to the line model.
"""

import re

from dragoman.articles.asides import phrases, reason_of

LABEL, BYLINE, TIMESTAMP, CAPTION, NOTICE, SHARE = (
    "nav",
    "byline",
    "timestamp",
    "caption",
    "notice",
    "share",
)
# A longer line is a paragraph, whatever it begins with.
LONGEST_FORM = 160
# Where a line ends as sentences do; agencies put their mark behind the stop: "(kh/dpa)".
SENTENCE_END = re.compile(r"[.!?…。؟][\"'”’»)\]]*(?:\s*[(（][^()（）]{1,30}[)）]\.?)?$")

_NAME = r"[^\W\d_][\w.'’-]*"
_BYLINE = re.compile(
    r"(?:written by|reported by|interview by|story by|by|reporter|author|von|par|por|di|door|av|af"
    rf"|автор|текст|yazan|autor|auteur|tekst|text)\b:?\s+{_NAME}(?:[\s,/&|]+{_NAME}){{0,9}}\.?",
    re.IGNORECASE,
)
_PREFIXED = re.compile(
    r"(?:published|updated|last updated|posted|date|modified|last modified|stand|publié|mis à jour"
    r"|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|publicerad|опубликовано|обновлено"
    r"|printed|imprimé|news code|article id|reading time|temps de lecture|lesedauer)\b.{0,60}",
    re.IGNORECASE,
)
# What a line of nothing but a date and a time is made of.
_TIME_WORDS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday "
    "friday saturday sunday mon tue wed thu fri sat sun am pm a.m p.m gmt utc est edt et pt "
    "bst cet cest ist msk at on updated published posted last ago hours hour minutes minute "
    "min mins days day read uhr le la de du à jan. feb. janvier février mars avril mai juin "
    "juillet août septembre octobre novembre décembre januar februar märz juni juli oktober "
    "dezember enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre января февраля марта апреля мая июня июля августа сентября октября ноября "
    "декабря ocak şubat nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık st nd rd "
    "th".split()
)
_TIME_TOKEN = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)?|\d+")
_CREDIT = re.compile(
    r"(?:photo|photos|photograph|picture|image|images|credit|video|illustration|graphic|foto|fotos"
    r"|bild|fotografie|crédit|crédits|фото|fotoğraf|figure \d+|source|quelle|fuente)s?(?: by)?"
    r"\s*[:©|].*"
    r"|.*\b(?:photo|picture|image|credit|foto|bild|file photo)\s*[:©]\s*\S.*"
    r"|.*(?:\bAP Photo|/Getty|Getty Images|/AFP|/Reuters|via REUTERS|via AP|Shutterstock)\b.*"
    r"|.*\.\s*©\s*\S.*"
    r"|image \d+ of \d+|\d+\s*/\s*\d+",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:©|\(c\)|copyright\b).*|.*\b(?:all rights reserved|tous droits réservés"
    r"|todos los derechos reservados|alle rechte vorbehalten|все права защищены)\b.*"
    r"|.*\b(?:views|opinions) expressed\b.*\bauthor.*"
    r"|.*\byou (?:agree|consent) to\b.*\b(?:terms|polic|cookies).*"
    r"|page \d+ (?:of|sur|von|de) \d+|(?:https?://|www\.)\S+|\S+@\S+\.\w+",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"[^\w]*\d[\d.,]*[km]?\s*(?:comments?|shares?|likes?|views?|kommentare?|commentaires?"
    r"|comentarios?|retweets)\b.*|comments?\s*\(?\d+\)?|@\w+|(?:share|follow|tweet|pin)\b"
    r"(?: (?:us|on|this|via|to|the|story|article|post|facebook|twitter|whatsapp|instagram|print"
    r"|email|tweet|and|x|linkedin|telegram)| @\w+|[ |/,])*"
    r"|(?:tags|tag|filed under|topics|keywords|labels|mots-clés|schlagworte|etiquetas|теги)\s*:.*"
    r"|[—–-]+ .{2,60}\(@\w+\).{0,40}|a post shared by .*",
    re.IGNORECASE,
)
_FORMS = ((NOTICE, _NOTICE), (SHARE, _SHARE), (TIMESTAMP, _PREFIXED), (BYLINE, _BYLINE))


def kind_of(words: str) -> str | None:
    """Return what a line is by its form, as the reason to drop it; None for all others.

    >>> kind_of("By Miriam Holt and Jonas Reke"), kind_of("Updated 14:05 GMT, 3 March 2021")
    ('byline', 'timestamp')
    >>> kind_of("By noon the port had closed.") is None
    True
    """
    said = reason_of(words)
    if said is not None:
        return said
    bare = words.replace("’", "'").strip().casefold().rstrip(":.!… ")
    if bare in phrases("labels"):
        return LABEL
    return None if len(words) > LONGEST_FORM else _form_of(words)


def _form_of(words: str) -> str | None:
    """Return which form a line has as a whole, None where it has none."""
    if _is_time(words):
        return TIMESTAMP
    if _CREDIT.fullmatch(words):
        return CAPTION
    sentence = _is_sentence(words)
    return next(
        (
            kind
            for kind, form in _FORMS
            if form.fullmatch(words) and not (sentence and kind in {BYLINE, TIMESTAMP})
        ),
        None,
    )


def _is_sentence(words: str) -> bool:
    """Tell whether a line of several words ends as a sentence does."""
    return len(words.split()) > 3 and SENTENCE_END.search(words) is not None


def _is_time(words: str) -> bool:
    """Tell whether a line is nothing but a date or a time of day."""
    tokens = [token.casefold() for token in _TIME_TOKEN.findall(words)]
    if not any(token.isdigit() for token in tokens) or _is_sentence(words):
        return False
    return all(token.isdigit() or token in _TIME_WORDS for token in tokens)
