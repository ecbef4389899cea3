-- From when a manufacturer identifier was public; null: vPIC does not say.
alter table vpic.wmis add column public_from date;

-- What an element means, in vPIC's words (HTML).
alter table vpic.elements add column description text;

-- Of the rows of each table, as the importer read them from the source; empty: imported before there were any.
alter table catalog_imports add column checksums jsonb not null default '{}';
