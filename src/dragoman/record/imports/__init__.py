"""Datasets that others coded (ICEWS, POLECAT, GDELT) as rows of the record.

`slices` cuts a file into pages, a layout (`icews`, `polecat`, `gdelt`) says what each row
states, `parties` whom it names, and `compose` makes the table of claims of one page.
`record.importing` runs them over files.
"""
