CREATE TABLE client (
  id VARCHAR NOT NULL,
  hostname VARCHAR NOT NULL,
  description VARCHAR,
  key_hash VARCHAR,
  status VARCHAR NOT NULL,
  decided_at TIMESTAMP,
  decided_by VARCHAR,
  notes VARCHAR,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL,
  config_delivered_at TIMESTAMP,
  seen_at TIMESTAMP,
  ip_address VARCHAR,
  launcher_version VARCHAR,
  worker_version VARCHAR,
  worker_status VARCHAR,
  os VARCHAR,
  arch VARCHAR,
  platform VARCHAR,
  uptime_seconds BIGINT,
  files_uploaded_today BIGINT,
  directories_monitored BIGINT,
  errors_since_last_heartbeat BIGINT,
  last_scan_time TIMESTAMP
);

CREATE TABLE document (
  kind VARCHAR NOT NULL,
  key VARCHAR NOT NULL,
  json VARCHAR NOT NULL,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL
);

CREATE TABLE audit (
  id BIGINT NOT NULL,
  happened_at TIMESTAMP NOT NULL,
  user_id VARCHAR NOT NULL,
  action VARCHAR NOT NULL,
  resource VARCHAR NOT NULL,
  resource_id VARCHAR,
  details VARCHAR NOT NULL,
  ip_address VARCHAR,
  user_agent VARCHAR,
  hash VARCHAR NOT NULL
);

-- The last entry that retention removed: where the remaining chain begins.
CREATE TABLE audit_anchor (id BIGINT NOT NULL, hash VARCHAR NOT NULL);

CREATE TABLE activity (
  happened_at TIMESTAMP NOT NULL,
  client_id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  detail VARCHAR NOT NULL
);
