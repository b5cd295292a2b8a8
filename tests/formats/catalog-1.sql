BEGIN TRANSACTION;
CREATE TABLE archive (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "archive" VALUES('embedder','words@1');
CREATE TABLE articles (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL,
    outlet TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,
    named_outlets TEXT NOT NULL,
    text TEXT NOT NULL  -- last: what stands behind a long text is slow to reach
);
INSERT INTO "articles" VALUES(1,'ferry','e8d5767a1cefd0a1','The Saltmarsh Post','https://saltmarsh.example/ferry','2031-03-04','Ferry aground off Pellworth','[]','[]','The ferry ran aground off Pellworth on Monday morning. The ferry carried 61 people, Harbourmaster Ines Dray said. The ferry was reportedly late by twelve minutes when it left the quay.');
INSERT INTO "articles" VALUES(2,'bridge','8d25c53d1ce4e766','Lyn Valley Echo','https://echo.example/bridge','2031-04-20','Bridge closed for a month','[]','[]','The mayor of Ostermere closed the bridge on Tuesday. The bridge needs 15 new cables, according to the Lyn Valley Council. Nobody was hurt when the first cable of the bridge gave way.');
CREATE TABLE passages (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES articles (row) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    input TEXT NOT NULL
);
INSERT INTO "passages" VALUES(1,'b664907da18d6be2',1,0,184,'76c08bf617929ea8');
INSERT INTO "passages" VALUES(2,'fd52245339e9548f',2,0,182,'97b704b980912328');
CREATE TABLE pending (article_id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE vectors (input TEXT PRIMARY KEY, vector BLOB NOT NULL);
INSERT INTO "vectors" VALUES('76c08bf617929ea8',X'00000000000000000000803F000000000000000000000000000000000000000000000000');
INSERT INTO "vectors" VALUES('97b704b980912328',X'425B783F000000000000000000000000425B783E00000000000000000000000000000000');
CREATE TABLE versions (
    id TEXT NOT NULL, content TEXT NOT NULL, replaced_by TEXT NOT NULL,
    replaced_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO "versions" VALUES('bridge','6f2937ceaf470ff9','bridge','2026-12-01 04:49:31');
CREATE INDEX articles_by_url ON articles (url);
CREATE INDEX articles_by_content ON articles (content);
CREATE INDEX passages_by_article ON passages (article);
CREATE INDEX passages_by_input ON passages (input);
COMMIT;
PRAGMA user_version = 1;
