CREATE TABLE assistant_usage_events (id INTEGER PRIMARY KEY, session_id TEXT, created_at TEXT, model TEXT, input_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER);
INSERT INTO assistant_usage_events VALUES (0,'s-1','2026-11-20T10:00:00Z','gpt-6-sol',100,60,10,9,4);
INSERT INTO assistant_usage_events VALUES (1,'s-1','2026-11-20T10:00:01Z','gpt-6-sol',100,-60,10,9,4);
INSERT INTO assistant_usage_events VALUES (2,'s-1','2026-11-20T10:00:02Z','gpt-6-sol','abc',0,0,9,4);
INSERT INTO assistant_usage_events VALUES (3,'s-1','2026-11-20T10:00:03Z','gpt-6-sol',100,0,0,-9,4);
INSERT INTO assistant_usage_events VALUES (4,'s-1','2026-11-20T10:00:04Z','gpt-6-sol',2,0,0,3,0);
INSERT INTO assistant_usage_events VALUES (5,'s-1','2026-11-20T10:00:05Z','gpt-6-sol',9223372036854775807,9223372036854775807,9223372036854775807,9223372036854775807,0);
