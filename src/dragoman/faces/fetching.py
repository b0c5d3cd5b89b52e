"""The fetcher of one command: who we say we are, and whether the network may be used."""

import os

from dragoman.errors import InputError, NoContact
from dragoman.faces.session import Session
from dragoman.faces.sources_file import SOURCES_FILE, read_sources
from dragoman.pages.fetching import Fetcher, OfflineFetcher

CONTACT = "DRAGOMAN_CONTACT"


def fetcher_of(session: Session) -> Fetcher:
    """Return what fetches for a command.

    Raises:
        NoContact: nobody is named whom a publisher could write to.
        InputError: a part is not installed.
    """
    if session.is_offline:
        return OfflineFetcher()
    try:
        from dragoman.pages.fetcher import HttpFetcher
    except ModuleNotFoundError as error:
        raise InputError(
            f"pages from the web need {error.name}; install the part: pip install 'dragoman[live]'"
        ) from error
    contact = os.environ.get(CONTACT) or read_sources(session.home).contact
    if not contact:
        raise NoContact(
            "nobody is named whom a publisher could write to; set "
            f'{CONTACT}=you@example.org, or write contact = "you@example.org" at the top of '
            f"{SOURCES_FILE} in the record"
        )
    return HttpFetcher(contact)
