CREATE TABLE sessions (id TEXT PRIMARY KEY, provider_name TEXT, model_config_json TEXT, working_dir TEXT, updated_at TIMESTAMP, input_tokens INTEGER, output_tokens INTEGER, accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER);
INSERT INTO sessions VALUES ('20261101_1','anthropic','{"model_name":"claude-sonnet-4-5","context_limit":200000,"temperature":null,"toolshim":false}','/w/shop','2026-11-01 10:00:00',7,8,5000,500);
INSERT INTO sessions VALUES ('20261101_2','openai',NULL,'/w/shop','2026-11-01 11:00:00',7,8,60,6);
