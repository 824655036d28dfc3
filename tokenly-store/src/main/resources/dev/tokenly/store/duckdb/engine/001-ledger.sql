-- The combinations of names usage comes in; records and rollups point here. An absent name is the empty text.
CREATE TABLE series (
  id INTEGER NOT NULL,
  client_id VARCHAR NOT NULL,
  service VARCHAR NOT NULL,
  model VARCHAR NOT NULL,
  application VARCHAR NOT NULL,
  environment VARCHAR NOT NULL,
  user_id VARCHAR NOT NULL,
  project VARCHAR NOT NULL,
  source_format VARCHAR NOT NULL,
  seen_by INTEGER NOT NULL
);

-- The combinations of how calls went and how they were priced.
CREATE TABLE traits (
  id INTEGER NOT NULL,
  stop_reason VARCHAR,
  streaming BOOLEAN,
  status INTEGER,
  tier VARCHAR,
  speed VARCHAR,
  region VARCHAR,
  response_cache_hit BOOLEAN NOT NULL,
  subscription BOOLEAN NOT NULL,
  from_provider BOOLEAN NOT NULL,
  cost_kind VARCHAR,
  cost_source VARCHAR NOT NULL,
  price_version VARCHAR
);

-- One row a counted call, in order of arrival; no index, so that appending costs the same at any size.
CREATE TABLE record (
  ts TIMESTAMP NOT NULL,
  series INTEGER NOT NULL,
  traits INTEGER NOT NULL,
  file UUID NOT NULL,
  session_id VARCHAR,
  request_id VARCHAR,
  alternate_request_id VARCHAR,
  input_tokens BIGINT NOT NULL,
  cache_read_tokens BIGINT NOT NULL,
  cache_write_tokens BIGINT NOT NULL,
  cache_write_1h_tokens BIGINT NOT NULL,
  cache_write_other_tokens BIGINT NOT NULL,
  output_tokens BIGINT NOT NULL,
  reasoning_tokens BIGINT NOT NULL,
  total_tokens BIGINT NOT NULL,
  duration_ms BIGINT,
  ttft_ms BIGINT,
  web_searches INTEGER NOT NULL,
  cost_reported DECIMAL(18, 10),
  cost_priced DECIMAL(18, 10),
  cost DECIMAL(18, 10),
  metadata VARCHAR,
  identity_high BIGINT NOT NULL,
  identity_low BIGINT NOT NULL,
  alternate_high BIGINT,
  alternate_low BIGINT,
  hash_high BIGINT,
  hash_low BIGINT,
  revision INTEGER NOT NULL,
  ingested_at TIMESTAMP NOT NULL
);

-- Identities of records that retention removed while their rollups stay: they must not be counted again.
CREATE TABLE retired (ts TIMESTAMP NOT NULL, identity_high BIGINT NOT NULL, identity_low BIGINT NOT NULL);

-- What transactions added (or took away) by quarter of an hour, folded into the three widths in the background.
CREATE TABLE rollup_delta (
  start_at TIMESTAMP NOT NULL,
  series INTEGER NOT NULL,
  requests BIGINT NOT NULL,
  input_tokens BIGINT NOT NULL,
  cache_read_tokens BIGINT NOT NULL,
  cache_write_tokens BIGINT NOT NULL,
  cache_write_1h_tokens BIGINT NOT NULL,
  cache_write_other_tokens BIGINT NOT NULL,
  output_tokens BIGINT NOT NULL,
  reasoning_tokens BIGINT NOT NULL,
  total_tokens BIGINT NOT NULL,
  cost DECIMAL(38, 10) NOT NULL,
  unpriced_requests BIGINT NOT NULL,
  unpriced_tokens BIGINT NOT NULL
);
CREATE TABLE rollup_quarter AS FROM rollup_delta LIMIT 0;
CREATE TABLE rollup_hour AS FROM rollup_delta LIMIT 0;
CREATE TABLE rollup_day AS FROM rollup_delta LIMIT 0;

-- Uploads and what became of them.
CREATE TABLE raw_file (
  id UUID NOT NULL,
  client_id VARCHAR NOT NULL,
  upload_id VARCHAR,
  received_at TIMESTAMP NOT NULL,
  bytes BIGINT NOT NULL,
  lines BIGINT NOT NULL,
  path VARCHAR NOT NULL,
  format VARCHAR,
  file_offset BIGINT NOT NULL,
  state VARCHAR NOT NULL,
  valid BIGINT,
  invalid BIGINT,
  stored BIGINT,
  replaced BIGINT,
  duplicate BIGINT,
  errors VARCHAR,
  processing_us BIGINT,
  failure_reason VARCHAR,
  processed_at TIMESTAMP
);

CREATE TABLE client_counter (
  client_id VARCHAR NOT NULL,
  uploads BIGINT NOT NULL,
  records BIGINT NOT NULL,
  last_upload TIMESTAMP,
  consecutive_failures INTEGER NOT NULL
);
