-- Files that brought a call which another file counts: the session that has the call, the session the file told, and of how
-- many calls the file added nothing (duplicates) or had told first and less (superseded). Kept as long as the file's row.
CREATE TABLE repeat (
  file UUID NOT NULL,
  counted_in VARCHAR,
  told_in VARCHAR,
  duplicates BIGINT NOT NULL,
  superseded BIGINT NOT NULL
);
