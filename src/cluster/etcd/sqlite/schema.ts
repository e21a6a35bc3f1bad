/** What `PRAGMA user_version` says of a file that is laid out like this. */
export const schemaVersion = 1

/**
 * `history` is etcd's log: a row for every change to a key until compaction drops it; ids grow with the revision, version 0 is a deletion.
 * `current` says which row is each living key's, without its value: counting and finding keys never reads one.
 * Lease ids exceed 2^53, so they are kept as decimal text; NULL is no lease.
 */
export const schema = `
  create table history (
    id integer primary key,
    revision integer not null,
    sub integer not null,
    key text not null,
    create_revision integer not null,
    version integer not null,
    lease text,
    value
  );
  create index history_revision on history (revision);
  create index history_key on history (key, id, version);
  create table current (
    key text primary key,
    id integer not null,
    revision integer not null,
    create_revision integer not null,
    version integer not null,
    lease text
  ) without rowid;
  create index current_lease on current (lease) where lease is not null;
  create table lease (id text primary key, ttl integer not null, expiry integer not null) without rowid;
  create index lease_expiry on lease (expiry);
  create table meta (key text primary key, value) without rowid;
  pragma user_version = ${schemaVersion};
`
