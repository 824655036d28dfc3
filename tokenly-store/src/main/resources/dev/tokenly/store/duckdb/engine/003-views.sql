-- What `tokenly sql` may read; documented in docs/sql.md.
CREATE VIEW clients AS
  SELECT id AS client_id, hostname, status, description, seen_at AS last_seen, created_at FROM client;

CREATE VIEW usage AS
  SELECT r.ts AS timestamp, s.client_id, coalesce(c.hostname, s.client_id) AS hostname, s.service, s.model,
    nullif(s.application, '') AS application, nullif(s.environment, '') AS environment,
    nullif(s.user_id, '') AS user_id, nullif(s.project, '') AS project, r.session_id, r.request_id,
    r.input_tokens, r.cache_read_tokens, r.cache_write_tokens, r.cache_write_1h_tokens, r.cache_write_other_tokens,
    r.output_tokens, r.reasoning_tokens, r.total_tokens, r.cost AS cost_usd, r.cost_reported AS cost_reported_usd,
    r.cost_priced AS cost_priced_usd, t.cost_source, t.price_version, r.duration_ms, r.ttft_ms, t.stop_reason,
    t.streaming, t.status, t.tier AS service_tier, t.speed, t.region, t.subscription, s.source_format, s.seen_by,
    r.metadata, r.revision, r.ingested_at
  FROM record r JOIN series s ON s.id = r.series JOIN traits t ON t.id = r.traits
  LEFT JOIN client c ON c.id = s.client_id;

CREATE VIEW usage_hourly AS
  SELECT u.hour, s.client_id, coalesce(c.hostname, s.client_id) AS hostname, s.service, s.model,
    nullif(s.application, '') AS application, nullif(s.environment, '') AS environment,
    nullif(s.user_id, '') AS user_id, nullif(s.project, '') AS project, s.source_format, s.seen_by,
    u.requests, u.input_tokens, u.cache_read_tokens, u.cache_write_tokens, u.cache_write_1h_tokens,
    u.cache_write_other_tokens, u.output_tokens, u.reasoning_tokens, u.total_tokens, u.cost_usd,
    u.unpriced_requests, u.unpriced_tokens
  FROM (
    SELECT date_trunc('hour', start_at) AS hour, series, sum(requests)::BIGINT AS requests,
      sum(input_tokens)::BIGINT AS input_tokens, sum(cache_read_tokens)::BIGINT AS cache_read_tokens,
      sum(cache_write_tokens)::BIGINT AS cache_write_tokens,
      sum(cache_write_1h_tokens)::BIGINT AS cache_write_1h_tokens,
      sum(cache_write_other_tokens)::BIGINT AS cache_write_other_tokens, sum(output_tokens)::BIGINT AS output_tokens,
      sum(reasoning_tokens)::BIGINT AS reasoning_tokens, sum(total_tokens)::BIGINT AS total_tokens,
      sum(cost) AS cost_usd, sum(unpriced_requests)::BIGINT AS unpriced_requests,
      sum(unpriced_tokens)::BIGINT AS unpriced_tokens
    FROM (FROM rollup_hour UNION ALL FROM rollup_delta)
    GROUP BY ALL
  ) u
  JOIN series s ON s.id = u.series LEFT JOIN client c ON c.id = s.client_id;
