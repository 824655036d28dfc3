CREATE TABLE sessions (id TEXT PRIMARY KEY, provider_name TEXT, working_dir TEXT, updated_at TIMESTAMP, accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER);
CREATE TABLE usage_ledger (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT, created_timestamp INTEGER, model TEXT, input_tokens INTEGER, output_tokens INTEGER, total_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER, cost REAL, cost_source TEXT, is_compaction INTEGER);
INSERT INTO sessions VALUES ('20261120_1','anthropic','/w/shop','2026-11-20 10:00:00',5000,500);
INSERT INTO usage_ledger VALUES (1,'20261120_1',1795168800,'claude-sonnet-5-5',1000,50,1050,600,0,0.0021,'estimate',0);
INSERT INTO usage_ledger VALUES (2,'20261120_1',1795168860,'claude-sonnet-5-5',2000,60,2060,NULL,NULL,NULL,NULL,1);
