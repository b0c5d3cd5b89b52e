"""What a cell of a table may hold where a spreadsheet will open it."""

# A spreadsheet runs a cell that starts with one of these (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inert(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula.

    For texts alone: a number is no text, and its sign no formula.

    >>> inert("=1+1"), inert("RUS; IRN")
    ("'=1+1", 'RUS; IRN')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
