"""The recipe of the reader: research data in, coding/weights out. Needs the [train] extra."""
