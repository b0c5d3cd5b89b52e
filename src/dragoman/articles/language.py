"""In which language a text is written, as two letters."""

# Shorter texts are told by what the page says of itself; py3langid needs some 200
# characters to be right 49 times in 50 (design, ingest.md section 7).
LEAST_CHARACTERS = 200
# More text than this changes no answer.
ENOUGH_CHARACTERS = 1_500


def language_of(text: str, stated: str | None) -> str | None:
    """Return the language of a text, else what the page states, None when nobody knows."""
    if len(text) < LEAST_CHARACTERS:
        return stated
    # Imported here: the model takes a while to load and `dragoman --version` must not.
    from py3langid import classify

    code, _ = classify(text[:ENOUGH_CHARACTERS])
    return str(code)
