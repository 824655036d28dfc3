CREATE TABLE sessions (id TEXT PRIMARY KEY, parent_session_id TEXT, title TEXT, prompt_tokens INTEGER, completion_tokens INTEGER, cost REAL, created_at INTEGER, updated_at INTEGER);
INSERT INTO sessions VALUES ('c-1',NULL,'CANARY-text',100,20,0.25,1795168000,1795168800);
INSERT INTO sessions VALUES ('c-2','c-1','x',10,2,0.05,1795168000,1795168800);
