CREATE TABLE assistant_usage_events (id INTEGER PRIMARY KEY, session_id TEXT, created_at TEXT, model TEXT, input_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER, output_tokens INTEGER, reasoning_tokens INTEGER, initiator TEXT, total_nano_aiu INTEGER);
INSERT INTO assistant_usage_events VALUES (1,'c-1','2026-11-20T10:00:00.000Z','claude-sonnet-5-5',1000,600,100,50,20,'user',12345);
INSERT INTO assistant_usage_events VALUES (2,'c-1','2026-11-20T10:01:00.000Z','gpt-6-sol',0,0,0,0,0,'agent',0);
INSERT INTO assistant_usage_events VALUES (3,'c-1','2026-11-20 10:02:00','gpt-6-sol',10,NULL,NULL,5,NULL,'agent',1);
