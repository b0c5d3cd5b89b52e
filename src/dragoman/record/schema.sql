-- The ledger. `entries` is the truth: append-only and chained. Every other table is what
-- the entries say, kept beside them for look-up; `verify` derives them again and compares.

create table if not exists entries (
    seq      integer primary key,  -- 1, 2, 3 ...: the order in which things became known
    kind     text not null,        -- add, read, import, release, snapshot, compact, judge, retain, sweep
    at       text not null,        -- clock of the writer, UTC; for people, never for order
    body     text not null,        -- canonical JSON: all that the entry says
    previous text not null,        -- digest of the entry before
    digest   text not null         -- sha256 over previous, seq, kind, at, body
) strict;

create table if not exists pages (
    sha256  text primary key,      -- digest of the raw bytes: the page's identity
    seq     integer not null,      -- entry that brought it
    archive text not null,         -- digest of the WARC file in pages/ that holds the bytes;
                                   -- '' once they were let go
    start   integer not null,      -- where its record begins in that file; the entry that let go
    length  integer not null       -- bytes of its record in that file; 0
) strict, without rowid;

create table if not exists sightings (
    id   text primary key,         -- digest of page and body: the same saying counts once
    seq  integer not null,
    page text not null,
    body text not null             -- JSON: origin, url, media_type, fetched_at, published, outlet
) strict, without rowid;
create index if not exists sightings_of_page on sightings (page);

create table if not exists units (
    unit    text primary key,      -- digest of page, what was said about it, and coder
    seq     integer not null,
    page    text not null,
    coder   text not null,
    outcome text not null          -- article, rejected, quarantined, imported
) strict, without rowid;
create index if not exists units_of_page on units (page);

create table if not exists releases (
    page  text not null,           -- let out of quarantine, to be read again
    coder text not null,
    seq   integer not null,
    primary key (page, coder, seq)
) strict, without rowid;

create table if not exists segments (
    sha256  text not null,         -- digest of the Parquet file
    kind    text not null,         -- article, sentence, claim, agenda, rejection; page: an archive
                                   -- of pages, which stands here once it was given up
    seq     integer not null,
    rows    integer not null,
    retired integer,               -- entry that replaced it or gave it up; no other names it again
    primary key (sha256, kind)
) strict, without rowid;

create table if not exists outlets (
    name text not null,            -- lower case
    seq  integer not null,
    body text not null,            -- JSON of the outlet; the last saying counts
    primary key (name, seq)
) strict, without rowid;

create table if not exists snapshots (
    name   text primary key,
    seq    integer not null,
    as_of  integer not null,       -- the snapshot shows entries up to this one
    digest text not null           -- digest of the view it shows
) strict, without rowid;

create table if not exists judgements (
    id   text primary key,         -- digest of the entry's number and of what was decided
    seq  integer not null,
    body text not null             -- JSON of the judgement
) strict, without rowid;
