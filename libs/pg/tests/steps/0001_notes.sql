CREATE TABLE notes (id bigint PRIMARY KEY, text text NOT NULL CONSTRAINT notes_text_check CHECK (text <> ''));
