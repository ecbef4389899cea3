-- The schema after all migrations; a test proves that they agree.
-- What has been loaded, newest last. The rows of the newest one are those of schema vpic.
create table catalog_imports (
  id bigint generated always as identity primary key,
  dataset_sha256 text not null check (dataset_sha256 ~ '^[0-9a-f]{64}$'),
  layout integer not null,  -- of the tables below, as the importer fills them
  source text not null,
  row_counts jsonb not null,
  imported_at timestamptz not null default now(),
  checksums jsonb not null default '{}'  -- of the rows of each table; empty: imported before there were any
);

-- The vehicle catalogue of the US NHTSA (vPIC). An import fills a copy of this schema and takes its place.
create schema vpic;

create table vpic.elements (
  id integer primary key,
  name text not null,
  code text not null,
  lookup_table text,
  data_type text,
  group_name text,
  decode text,
  is_private boolean not null,
  weight integer,  -- how much knowing it says that a decode went well
  description text  -- HTML
);
create table vpic.lookups (
  table_name text not null,
  id integer not null,
  name text not null,
  primary key (table_name, id)
);
create table vpic.makes (
  id integer primary key,
  name text not null
);
create table vpic.models (
  id integer primary key,
  name text not null
);
create table vpic.make_models (
  make_id integer not null,
  model_id integer not null,
  primary key (model_id, make_id)
);
create table vpic.manufacturers (
  id integer primary key,
  name text not null
);
-- World manufacturer identifiers: three characters, or six of small makers.
create table vpic.wmis (
  id integer primary key,
  wmi text not null unique,
  manufacturer_id integer,
  vehicle_type_id integer,
  truck_type_id integer,
  country_id integer,
  public_from date  -- null: vPIC does not say
);
create table vpic.wmi_makes (
  wmi_id integer not null,
  make_id integer not null,
  primary key (wmi_id, make_id)
);
create table vpic.schemas (
  id integer primary key,
  name text not null
);
create table vpic.wmi_schemas (
  id integer primary key,
  wmi_id integer not null,
  schema_id integer not null,
  year_from integer not null,
  year_to integer  -- null: still in use
);
-- What characters 4-8 and 10-17 of a VIN say: keys with * for any character, [..] for a set, | between the two parts.
create table vpic.patterns (
  id integer not null,
  schema_id integer not null,
  keys text not null,
  element_id integer not null,
  attribute_id text not null,  -- of the element's lookup table where it has one, else the value
  changed_at timestamp,
  primary key (schema_id, id)
);
create table vpic.engine_models (
  id integer primary key,
  name text not null
);
create table vpic.engine_model_patterns (
  id integer primary key,
  engine_model_id integer not null,
  element_id integer not null,
  attribute_id text not null,
  changed_at timestamp
);
create table vpic.conversions (
  id integer primary key,
  from_element_id integer not null,
  to_element_id integer not null,
  formula text not null  -- "#x# / 1000."
);

-- Public data: whoever may connect may read.
grant usage on schema vpic to public;
grant select on all tables in schema vpic to public;
grant select on catalog_imports to public;
