-- One tenant's garage. Canonical integers: metres, millilitres, minor currency units; instants in UTC.
CREATE TABLE settings (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    distance_unit text NOT NULL DEFAULT 'km' CHECK (distance_unit IN ('km', 'mi')),
    volume_unit text NOT NULL DEFAULT 'litre' CHECK (volume_unit IN ('litre', 'us_gallon', 'uk_gallon')),
    economy_unit text NOT NULL DEFAULT 'l_per_100km' CHECK (economy_unit IN ('l_per_100km', 'mpg_us', 'mpg_uk', 'km_per_l')),
    currency text NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),
    time_zone text NOT NULL DEFAULT 'UTC' CHECK (length(time_zone) <= 64)
);
INSERT INTO settings DEFAULT VALUES;

CREATE TABLE vehicles (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    version bigint NOT NULL DEFAULT 1,
    nickname text NOT NULL CHECK (length(nickname) BETWEEN 1 AND 100),
    vin text CHECK (vin ~ '^[A-HJ-NPR-Z0-9]{17}$'),
    year int CHECK (year BETWEEN 1885 AND 2100),
    make text CHECK (length(make) <= 100),
    model text CHECK (length(model) <= 100),
    trim text CHECK (length(trim) <= 100),
    license_plate text CHECK (length(license_plate) <= 20),
    fuel_kind text NOT NULL CHECK (fuel_kind IN ('petrol', 'diesel', 'electric', 'lpg', 'cng', 'hydrogen', 'other')),
    distance_unit text NOT NULL CHECK (distance_unit IN ('km', 'mi')),
    volume_unit text NOT NULL CHECK (volume_unit IN ('litre', 'us_gallon', 'uk_gallon')),
    economy_unit text NOT NULL CHECK (economy_unit IN ('l_per_100km', 'mpg_us', 'mpg_uk', 'km_per_l')),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    notes text CHECK (length(notes) <= 10000),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX vehicles_by_age ON vehicles (created_at, id);

CREATE TABLE odometer_readings (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    vehicle_id uuid NOT NULL CONSTRAINT odometer_readings_vehicle REFERENCES vehicles ON DELETE CASCADE,
    read_at timestamptz NOT NULL,
    odometer_m bigint NOT NULL CHECK (odometer_m BETWEEN 0 AND 10000000000),
    note text CHECK (length(note) <= 2000)
);
CREATE INDEX odometer_readings_newest ON odometer_readings (vehicle_id, read_at DESC);

CREATE TABLE fuel_logs (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    vehicle_id uuid NOT NULL CONSTRAINT fuel_logs_vehicle REFERENCES vehicles ON DELETE CASCADE,
    version bigint NOT NULL DEFAULT 1,
    filled_at timestamptz NOT NULL,
    odometer_m bigint CHECK (odometer_m BETWEEN 0 AND 10000000000),
    volume_ml bigint NOT NULL CHECK (volume_ml BETWEEN 1 AND 10000000),
    is_full boolean NOT NULL,
    is_missed boolean NOT NULL,
    cost_minor bigint CHECK (cost_minor >= 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    station text CHECK (length(station) <= 200),
    note text CHECK (length(note) <= 2000),
    source text,
    -- What an imported row was made of: the same row is never stored twice for a vehicle.
    import_key text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT fuel_logs_import_key UNIQUE (vehicle_id, import_key)
);
CREATE INDEX fuel_logs_newest ON fuel_logs (vehicle_id, filled_at DESC);

-- The application's role changes rows, never the schema.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'garage_app') THEN
        GRANT USAGE ON SCHEMA public TO garage_app;
        GRANT SELECT, INSERT, UPDATE, DELETE ON vehicles, odometer_readings, fuel_logs TO garage_app;
        GRANT SELECT, UPDATE ON settings TO garage_app;
    END IF;
END
$$;
