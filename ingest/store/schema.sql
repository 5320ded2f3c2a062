-- The catalogue: the source of truth. A paper is in it whole or not at all.
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS papers (
  id TEXT PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, file_name TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL,
  kind TEXT NOT NULL, committee TEXT, date TEXT, page_count INTEGER NOT NULL, paginated INTEGER NOT NULL,
  added_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
) STRICT;
CREATE INDEX IF NOT EXISTS papers_path ON papers (path);
-- The places where a paper's content was found: a copy has two, a renamed one changes its place.
CREATE TABLE IF NOT EXISTS files (
  path TEXT PRIMARY KEY, paper TEXT NOT NULL REFERENCES papers ON DELETE CASCADE
) STRICT;
CREATE INDEX IF NOT EXISTS files_paper ON files (paper);
-- What was left out because it is not for the public: pages of a paper, or a whole file (then no paper has it).
CREATE TABLE IF NOT EXISTS withheld (
  path TEXT NOT NULL, paper TEXT REFERENCES papers ON DELETE CASCADE, first_page INTEGER NOT NULL,
  last_page INTEGER NOT NULL, reason TEXT NOT NULL, paragraph TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS withheld_paper ON withheld (paper);
CREATE INDEX IF NOT EXISTS withheld_path ON withheld (path);
-- Vectors by the hash of the embedder and the words embedded, so that nothing is embedded twice.
CREATE TABLE IF NOT EXISTS vectors (digest TEXT PRIMARY KEY, vector BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS pages (
  paper TEXT NOT NULL REFERENCES papers ON DELETE CASCADE, number INTEGER NOT NULL, text TEXT NOT NULL, printed TEXT,
  furniture TEXT NOT NULL, bold TEXT NOT NULL, scanned INTEGER NOT NULL, confidence REAL,
  PRIMARY KEY (paper, number)
) STRICT;
CREATE TABLE IF NOT EXISTS parts (
  paper TEXT NOT NULL REFERENCES papers ON DELETE CASCADE, number INTEGER NOT NULL, kind TEXT NOT NULL, committee TEXT,
  date TEXT, title TEXT NOT NULL, agenda_item TEXT, span TEXT NOT NULL, last_page INTEGER NOT NULL, status TEXT, sketch TEXT NOT NULL,
  own_committee TEXT, -- as the part itself names it
  listed TEXT, -- the paper that lists it, where only that tells its meeting
  PRIMARY KEY (paper, number)
) STRICT;
CREATE TABLE IF NOT EXISTS items (
  id INTEGER PRIMARY KEY, paper TEXT NOT NULL REFERENCES papers ON DELETE CASCADE, part INTEGER NOT NULL,
  number TEXT, title TEXT NOT NULL, span TEXT NOT NULL, pages TEXT, agenda_ref TEXT, author TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS items_paper ON items (paper);
CREATE TABLE IF NOT EXISTS resolutions (
  paper TEXT NOT NULL REFERENCES papers ON DELETE CASCADE, ordinal INTEGER NOT NULL, part INTEGER NOT NULL,
  item INTEGER REFERENCES items, stem TEXT NOT NULL, clauses TEXT NOT NULL, text TEXT NOT NULL, spans TEXT NOT NULL,
  outcome TEXT, votes TEXT, PRIMARY KEY (paper, ordinal)
) STRICT;
CREATE INDEX IF NOT EXISTS resolutions_item ON resolutions (item);
CREATE TABLE IF NOT EXISTS recommendations (
  paper TEXT NOT NULL REFERENCES papers ON DELETE CASCADE, part INTEGER NOT NULL, addressee TEXT NOT NULL,
  clauses TEXT NOT NULL, text TEXT NOT NULL, spans TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS recommendations_paper ON recommendations (paper);
CREATE TABLE IF NOT EXISTS motions (
  paper TEXT NOT NULL REFERENCES papers ON DELETE CASCADE, part INTEGER NOT NULL, item INTEGER REFERENCES items ON DELETE CASCADE,
  amendment INTEGER NOT NULL, mover TEXT, seconder TEXT, text TEXT NOT NULL, spans TEXT NOT NULL, outcome TEXT, votes TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS motions_paper ON motions (paper);
CREATE INDEX IF NOT EXISTS motions_item ON motions (item);
CREATE TABLE IF NOT EXISTS actions (
  paper TEXT NOT NULL REFERENCES papers ON DELETE CASCADE, part INTEGER NOT NULL, item INTEGER REFERENCES items ON DELETE CASCADE,
  promise TEXT NOT NULL, who TEXT, what TEXT NOT NULL, due TEXT, text TEXT NOT NULL, spans TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS actions_paper ON actions (paper);
CREATE INDEX IF NOT EXISTS actions_item ON actions (item);
CREATE TABLE IF NOT EXISTS pointers (
  paper TEXT NOT NULL REFERENCES papers ON DELETE CASCADE, part INTEGER NOT NULL, item INTEGER REFERENCES items ON DELETE CASCADE,
  pointer TEXT NOT NULL, number TEXT, text TEXT NOT NULL, spans TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS pointers_paper ON pointers (paper);
CREATE INDEX IF NOT EXISTS pointers_item ON pointers (item);
CREATE TABLE IF NOT EXISTS attendance (
  paper TEXT NOT NULL REFERENCES papers ON DELETE CASCADE, part INTEGER NOT NULL, presence TEXT NOT NULL, names TEXT NOT NULL,
  text TEXT NOT NULL, spans TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS attendance_paper ON attendance (paper);
CREATE TABLE IF NOT EXISTS passages (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, paper TEXT NOT NULL REFERENCES papers ON DELETE CASCADE,
  part INTEGER NOT NULL, role TEXT NOT NULL, text TEXT NOT NULL, spans TEXT NOT NULL, headings TEXT NOT NULL,
  columns TEXT NOT NULL, item TEXT, digest TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS passages_digest ON passages (digest);
CREATE INDEX IF NOT EXISTS passages_part ON passages (paper, part);
CREATE INDEX IF NOT EXISTS passages_item ON passages (item COLLATE NOCASE) WHERE item IS NOT NULL;
CREATE TABLE IF NOT EXISTS acronyms (
  paper TEXT NOT NULL REFERENCES papers ON DELETE CASCADE, short TEXT NOT NULL, long TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS acronyms_paper ON acronyms (paper);
-- The words of the papers, unstemmed, and how many passages hold each.
CREATE TABLE IF NOT EXISTS vocabulary (term TEXT PRIMARY KEY, passages INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
  body, topic, meeting, tokenize = 'porter unicode61 remove_diacritics 2'
);
