CREATE TABLE sessions (id TEXT PRIMARY KEY, updated_at TIMESTAMP, provider_name TEXT, model_config_json TEXT, working_dir TEXT, accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER);
INSERT INTO sessions VALUES ('a','2026-11-01 10:00:00','openai','{"model_name":"gpt-6-sol"}','/w/shop',1000,100);
INSERT INTO sessions VALUES ('b','2026-11-01 10:00:00','openai','{broken',NULL,5,6);
INSERT INTO sessions VALUES ('c','2026-11-01 10:00:00','openai',NULL,NULL,-7,6);
INSERT INTO sessions VALUES ('d','never','openai',NULL,NULL,1,1);
INSERT INTO sessions VALUES (NULL,'2026-11-01 10:00:00','openai',NULL,NULL,2,2);
INSERT INTO sessions VALUES ('e','2026-11-01 10:00:00','openai',NULL,NULL,999999999999,2);
INSERT INTO sessions VALUES ('f','2026-11-01 10:00:00','openai',NULL,NULL,9223372036854775807,2);
