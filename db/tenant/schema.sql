CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'audit_log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TABLE public.api_keys (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    owner_sub text NOT NULL,
    name text NOT NULL,
    prefix text NOT NULL,
    secret_sha256 text NOT NULL,
    scopes jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT api_keys_check CHECK (((expires_at > created_at) AND (expires_at <= (created_at + '366 days'::interval)))),
    CONSTRAINT api_keys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT api_keys_owner_sub_check CHECK (((length(owner_sub) >= 1) AND (length(owner_sub) <= 255))),
    CONSTRAINT api_keys_prefix_check CHECK ((length(prefix) = 8)),
    CONSTRAINT api_keys_scopes_check CHECK (((jsonb_typeof(scopes) = 'array'::text) AND (scopes <@ '["read", "write", "import"]'::jsonb) AND ((jsonb_array_length(scopes) >= 1) AND (jsonb_array_length(scopes) <= 3)))),
    CONSTRAINT api_keys_secret_sha256_check CHECK ((secret_sha256 ~ '^[0-9a-f]{64}$'::text))
);
CREATE TABLE public.audit_log (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    before jsonb,
    after jsonb,
    remote text DEFAULT ''::text NOT NULL,
    request_id text DEFAULT ''::text NOT NULL
);
ALTER TABLE public.audit_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.fuel_logs (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    vehicle_id uuid NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    filled_at timestamp with time zone NOT NULL,
    odometer_m bigint,
    volume_ml bigint NOT NULL,
    is_full boolean NOT NULL,
    is_missed boolean NOT NULL,
    cost_minor bigint,
    currency text NOT NULL,
    station text,
    note text,
    source text,
    import_key text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT fuel_logs_cost_minor_check CHECK ((cost_minor >= 0)),
    CONSTRAINT fuel_logs_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT fuel_logs_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT fuel_logs_odometer_m_check CHECK (((odometer_m >= 0) AND (odometer_m <= '10000000000'::bigint))),
    CONSTRAINT fuel_logs_station_check CHECK ((length(station) <= 200)),
    CONSTRAINT fuel_logs_volume_ml_check CHECK (((volume_ml >= 1) AND (volume_ml <= 10000000)))
);
CREATE TABLE public.odometer_readings (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    vehicle_id uuid NOT NULL,
    read_at timestamp with time zone NOT NULL,
    odometer_m bigint NOT NULL,
    note text,
    CONSTRAINT odometer_readings_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT odometer_readings_odometer_m_check CHECK (((odometer_m >= 0) AND (odometer_m <= '10000000000'::bigint)))
);
CREATE TABLE public.settings (
    is_only boolean DEFAULT true NOT NULL,
    distance_unit text DEFAULT 'km'::text NOT NULL,
    volume_unit text DEFAULT 'litre'::text NOT NULL,
    economy_unit text DEFAULT 'l_per_100km'::text NOT NULL,
    currency text DEFAULT 'EUR'::text NOT NULL,
    time_zone text DEFAULT 'UTC'::text NOT NULL,
    CONSTRAINT settings_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT settings_distance_unit_check CHECK ((distance_unit = ANY (ARRAY['km'::text, 'mi'::text]))),
    CONSTRAINT settings_economy_unit_check CHECK ((economy_unit = ANY (ARRAY['l_per_100km'::text, 'mpg_us'::text, 'mpg_uk'::text, 'km_per_l'::text]))),
    CONSTRAINT settings_is_only_check CHECK (is_only),
    CONSTRAINT settings_time_zone_check CHECK ((length(time_zone) <= 64)),
    CONSTRAINT settings_volume_unit_check CHECK ((volume_unit = ANY (ARRAY['litre'::text, 'us_gallon'::text, 'uk_gallon'::text])))
);
CREATE TABLE public.vehicles (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    nickname text NOT NULL,
    vin text,
    year integer,
    make text,
    model text,
    "trim" text,
    license_plate text,
    fuel_kind text NOT NULL,
    distance_unit text NOT NULL,
    volume_unit text NOT NULL,
    economy_unit text NOT NULL,
    currency text NOT NULL,
    notes text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT vehicles_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT vehicles_distance_unit_check CHECK ((distance_unit = ANY (ARRAY['km'::text, 'mi'::text]))),
    CONSTRAINT vehicles_economy_unit_check CHECK ((economy_unit = ANY (ARRAY['l_per_100km'::text, 'mpg_us'::text, 'mpg_uk'::text, 'km_per_l'::text]))),
    CONSTRAINT vehicles_fuel_kind_check CHECK ((fuel_kind = ANY (ARRAY['petrol'::text, 'diesel'::text, 'electric'::text, 'lpg'::text, 'cng'::text, 'hydrogen'::text, 'other'::text]))),
    CONSTRAINT vehicles_license_plate_check CHECK ((length(license_plate) <= 20)),
    CONSTRAINT vehicles_make_check CHECK ((length(make) <= 100)),
    CONSTRAINT vehicles_model_check CHECK ((length(model) <= 100)),
    CONSTRAINT vehicles_nickname_check CHECK (((length(nickname) >= 1) AND (length(nickname) <= 100))),
    CONSTRAINT vehicles_notes_check CHECK ((length(notes) <= 10000)),
    CONSTRAINT vehicles_trim_check CHECK ((length("trim") <= 100)),
    CONSTRAINT vehicles_vin_check CHECK ((vin ~ '^[A-HJ-NPR-Z0-9]{17}$'::text)),
    CONSTRAINT vehicles_volume_unit_check CHECK ((volume_unit = ANY (ARRAY['litre'::text, 'us_gallon'::text, 'uk_gallon'::text]))),
    CONSTRAINT vehicles_year_check CHECK (((year >= 1885) AND (year <= 2100)))
);
ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_secret UNIQUE (secret_sha256);
ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.fuel_logs
    ADD CONSTRAINT fuel_logs_import_key UNIQUE (vehicle_id, import_key);
ALTER TABLE ONLY public.fuel_logs
    ADD CONSTRAINT fuel_logs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.odometer_readings
    ADD CONSTRAINT odometer_readings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (is_only);
ALTER TABLE ONLY public.vehicles
    ADD CONSTRAINT vehicles_pkey PRIMARY KEY (id);
CREATE INDEX api_keys_by_owner ON public.api_keys USING btree (owner_sub, created_at DESC);
CREATE INDEX fuel_logs_newest ON public.fuel_logs USING btree (vehicle_id, filled_at DESC);
CREATE INDEX odometer_readings_newest ON public.odometer_readings USING btree (vehicle_id, read_at DESC);
CREATE INDEX vehicles_by_age ON public.vehicles USING btree (created_at, id);
CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
ALTER TABLE ONLY public.fuel_logs
    ADD CONSTRAINT fuel_logs_vehicle FOREIGN KEY (vehicle_id) REFERENCES public.vehicles(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.odometer_readings
    ADD CONSTRAINT odometer_readings_vehicle FOREIGN KEY (vehicle_id) REFERENCES public.vehicles(id) ON DELETE CASCADE;
