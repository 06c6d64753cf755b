SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.aims (
    project_id integer NOT NULL,
    statement text NOT NULL,
    measure_id integer,
    from_value double precision,
    to_value double precision,
    by date,
    unit character varying(40) NOT NULL,
    dimensions json NOT NULL,
    created_at timestamp with time zone NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL,
    deleted_at timestamp with time zone,
    version integer NOT NULL
);
ALTER TABLE ONLY public.aims FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.aims_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.aims_id_seq OWNED BY public.aims.id;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.annotations (
    measure_id integer NOT NULL,
    happened_on date NOT NULL,
    text character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL,
    deleted_at timestamp with time zone,
    version integer NOT NULL
);
ALTER TABLE ONLY public.annotations FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.annotations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.annotations_id_seq OWNED BY public.annotations.id;
CREATE TABLE public.audit_events (
    at timestamp with time zone NOT NULL,
    person_id integer,
    action character varying(20) NOT NULL,
    noun character varying(40) NOT NULL,
    noun_id integer NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL
);
ALTER TABLE ONLY public.audit_events FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.audit_events_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.audit_events_id_seq OWNED BY public.audit_events.id;
CREATE TABLE public.audit_values (
    event_id integer NOT NULL,
    field character varying(60) NOT NULL,
    old json,
    new json,
    id integer NOT NULL,
    organization_id integer NOT NULL
);
ALTER TABLE ONLY public.audit_values FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.audit_values_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.audit_values_id_seq OWNED BY public.audit_values.id;
CREATE TABLE public.change_ideas (
    project_id integer NOT NULL,
    title character varying(300) NOT NULL,
    description text NOT NULL,
    status character varying(40) NOT NULL,
    owner_id integer,
    dimensions json NOT NULL,
    created_at timestamp with time zone NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL,
    deleted_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT ck_change_ideas_ideastatus CHECK (((status)::text = ANY ((ARRAY['idea'::character varying, 'testing'::character varying, 'adopted'::character varying, 'abandoned'::character varying])::text[])))
);
ALTER TABLE ONLY public.change_ideas FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.change_ideas_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.change_ideas_id_seq OWNED BY public.change_ideas.id;
CREATE TABLE public.freezes (
    measure_id integer NOT NULL,
    until date NOT NULL,
    created_at timestamp with time zone NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL,
    deleted_at timestamp with time zone,
    version integer NOT NULL
);
ALTER TABLE ONLY public.freezes FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.freezes_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.freezes_id_seq OWNED BY public.freezes.id;
CREATE TABLE public.idempotency_keys (
    actor character varying(80) NOT NULL,
    key character varying(64) NOT NULL,
    target character varying(500) NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.import_drafts (
    measure_id integer NOT NULL,
    person_id integer NOT NULL,
    "table" json NOT NULL,
    settings json NOT NULL,
    created_at timestamp with time zone NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL
);
ALTER TABLE ONLY public.import_drafts FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.import_drafts_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.import_drafts_id_seq OWNED BY public.import_drafts.id;
CREATE TABLE public.imported_rows (
    import_id integer NOT NULL,
    observation_id integer NOT NULL,
    version_after integer NOT NULL,
    before json,
    id integer NOT NULL,
    organization_id integer NOT NULL
);
ALTER TABLE ONLY public.imported_rows FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.imported_rows_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.imported_rows_id_seq OWNED BY public.imported_rows.id;
CREATE TABLE public.imports (
    measure_id integer NOT NULL,
    person_id integer NOT NULL,
    n_added integer NOT NULL,
    n_changed integer NOT NULL,
    decisions json NOT NULL,
    undone_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL,
    deleted_at timestamp with time zone,
    version integer NOT NULL
);
ALTER TABLE ONLY public.imports FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.imports_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.imports_id_seq OWNED BY public.imports.id;
CREATE TABLE public.installation (
    id integer NOT NULL,
    uuid character varying(36) NOT NULL,
    is_demo boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_installation_only_one CHECK ((id = 1))
);
CREATE TABLE public.invitations (
    id integer NOT NULL,
    token_hash character varying(64) NOT NULL,
    organization_id integer,
    role character varying(40),
    project_id integer,
    project_role character varying(40),
    note character varying(120) NOT NULL,
    invited_by_id integer,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    CONSTRAINT ck_invitations_organizationrole CHECK (((role)::text = ANY ((ARRAY['administrator'::character varying, 'leader'::character varying, 'member'::character varying])::text[]))),
    CONSTRAINT ck_invitations_projectrole CHECK (((project_role)::text = ANY ((ARRAY['lead'::character varying, 'member'::character varying, 'reader'::character varying])::text[])))
);
CREATE SEQUENCE public.invitations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.invitations_id_seq OWNED BY public.invitations.id;
CREATE TABLE public.measure_summaries (
    measure_id integer NOT NULL,
    organization_id integer NOT NULL,
    inside json NOT NULL,
    wider json NOT NULL,
    last_period date,
    analysis_version integer NOT NULL
);
ALTER TABLE ONLY public.measure_summaries FORCE ROW LEVEL SECURITY;
CREATE TABLE public.measures (
    project_id integer NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(40) NOT NULL,
    value_type character varying(40) NOT NULL,
    unit character varying(40) NOT NULL,
    direction character varying(40) NOT NULL,
    frequency character varying(40) NOT NULL,
    chart character varying(40) NOT NULL,
    target double precision,
    definition text NOT NULL,
    source character varying(200) NOT NULL,
    is_stock boolean NOT NULL,
    owner_id integer,
    collector_id integer,
    stand_in_id integer,
    strata json NOT NULL,
    dimensions json NOT NULL,
    created_at timestamp with time zone NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL,
    deleted_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT ck_measures_chartkind CHECK (((chart)::text = 'run'::text)),
    CONSTRAINT ck_measures_direction CHECK (((direction)::text = ANY ((ARRAY['up'::character varying, 'down'::character varying])::text[]))),
    CONSTRAINT ck_measures_frequency CHECK (((frequency)::text = ANY ((ARRAY['event'::character varying, 'day'::character varying, 'week'::character varying, 'fortnight'::character varying, 'month'::character varying, 'quarter'::character varying, 'tertial'::character varying, 'half_year'::character varying, 'school_year'::character varying, 'year'::character varying])::text[]))),
    CONSTRAINT ck_measures_measurekind CHECK (((kind)::text = ANY ((ARRAY['outcome'::character varying, 'process'::character varying, 'balancing'::character varying, 'feedback'::character varying])::text[]))),
    CONSTRAINT ck_measures_valuetype CHECK (((value_type)::text = ANY ((ARRAY['proportion'::character varying, 'count'::character varying, 'days'::character varying, 'number'::character varying])::text[])))
);
ALTER TABLE ONLY public.measures FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.measures_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.measures_id_seq OWNED BY public.measures.id;
CREATE TABLE public.memberships (
    person_id integer NOT NULL,
    role character varying(40) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL,
    deleted_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT ck_memberships_organizationrole CHECK (((role)::text = ANY ((ARRAY['administrator'::character varying, 'leader'::character varying, 'member'::character varying])::text[])))
);
ALTER TABLE ONLY public.memberships FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.memberships_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.memberships_id_seq OWNED BY public.memberships.id;
CREATE TABLE public.observations (
    measure_id integer NOT NULL,
    period date NOT NULL,
    stratum character varying(100) NOT NULL,
    numerator double precision,
    denominator double precision,
    value double precision,
    comment text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL,
    deleted_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT ck_observations_both_or_neither CHECK (((numerator IS NULL) = (denominator IS NULL))),
    CONSTRAINT ck_observations_counts_not_negative CHECK (((numerator >= (0)::double precision) AND (denominator >= (0)::double precision))),
    CONSTRAINT ck_observations_one_form CHECK (((value IS NULL) OR ((numerator IS NULL) AND (denominator IS NULL))))
);
ALTER TABLE ONLY public.observations FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.observations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.observations_id_seq OWNED BY public.observations.id;
CREATE TABLE public.organizations (
    id integer NOT NULL,
    name character varying(120) NOT NULL,
    number character varying(4),
    language character varying(40) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT ck_organizations_language CHECK (((language)::text = ANY ((ARRAY['nb'::character varying, 'nn'::character varying, 'en'::character varying])::text[])))
);
CREATE SEQUENCE public.organizations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.organizations_id_seq OWNED BY public.organizations.id;
CREATE TABLE public.pauses (
    measure_id integer NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    reason character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL,
    deleted_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT ck_pauses_in_order CHECK ((starts_on <= ends_on))
);
ALTER TABLE ONLY public.pauses FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.pauses_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.pauses_id_seq OWNED BY public.pauses.id;
CREATE TABLE public.pdsa_cycles (
    change_idea_id integer NOT NULL,
    number integer NOT NULL,
    stage character varying(40) NOT NULL,
    plan text NOT NULL,
    prediction text NOT NULL,
    predicted_at timestamp with time zone,
    starts_on date NOT NULL,
    ends_on date,
    owner_id integer,
    result text NOT NULL,
    comparison text NOT NULL,
    decision character varying(40),
    next_step text NOT NULL,
    completed_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL,
    deleted_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT ck_pdsa_cycles_cyclestage CHECK (((stage)::text = ANY ((ARRAY['plan'::character varying, 'do'::character varying, 'study'::character varying, 'act'::character varying, 'done'::character varying])::text[]))),
    CONSTRAINT ck_pdsa_cycles_decision CHECK (((decision)::text = ANY ((ARRAY['adopt'::character varying, 'adapt'::character varying, 'abandon'::character varying])::text[]))),
    CONSTRAINT ck_pdsa_cycles_in_order CHECK (((ends_on IS NULL) OR (starts_on <= ends_on)))
);
ALTER TABLE ONLY public.pdsa_cycles FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.pdsa_cycles_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.pdsa_cycles_id_seq OWNED BY public.pdsa_cycles.id;
CREATE TABLE public.people (
    id integer NOT NULL,
    name character varying(120) NOT NULL,
    email character varying(254) NOT NULL,
    password_hash character varying(200),
    language character varying(40) NOT NULL,
    is_operator boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT ck_people_language CHECK (((language)::text = ANY ((ARRAY['nb'::character varying, 'nn'::character varying, 'en'::character varying])::text[])))
);
CREATE SEQUENCE public.people_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.people_id_seq OWNED BY public.people.id;
CREATE TABLE public.phases (
    measure_id integer NOT NULL,
    starts_on date NOT NULL,
    reason character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL,
    deleted_at timestamp with time zone,
    version integer NOT NULL
);
ALTER TABLE ONLY public.phases FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.phases_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.phases_id_seq OWNED BY public.phases.id;
CREATE TABLE public.project_memberships (
    project_id integer NOT NULL,
    person_id integer NOT NULL,
    role character varying(40) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL,
    deleted_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT ck_project_memberships_projectrole CHECK (((role)::text = ANY ((ARRAY['lead'::character varying, 'member'::character varying, 'reader'::character varying])::text[])))
);
ALTER TABLE ONLY public.project_memberships FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.project_memberships_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.project_memberships_id_seq OWNED BY public.project_memberships.id;
CREATE TABLE public.projects (
    title character varying(200) NOT NULL,
    challenge text NOT NULL,
    lesson text NOT NULL,
    status character varying(40) NOT NULL,
    phase character varying(40) NOT NULL,
    nature character varying(40),
    levels json NOT NULL,
    created_at timestamp with time zone NOT NULL,
    id integer NOT NULL,
    organization_id integer NOT NULL,
    deleted_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT ck_projects_projectnature CHECK (((nature)::text = ANY ((ARRAY['compensating'::character varying, 'preventive'::character varying, 'combating'::character varying])::text[]))),
    CONSTRAINT ck_projects_projectphase CHECK (((phase)::text = ANY ((ARRAY['prepare'::character varying, 'plan'::character varying, 'do'::character varying, 'evaluate'::character varying, 'follow_up'::character varying])::text[]))),
    CONSTRAINT ck_projects_projectstatus CHECK (((status)::text = ANY ((ARRAY['active'::character varying, 'paused'::character varying, 'completed'::character varying, 'archived'::character varying])::text[])))
);
ALTER TABLE ONLY public.projects FORCE ROW LEVEL SECURITY;
CREATE SEQUENCE public.projects_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.projects_id_seq OWNED BY public.projects.id;
CREATE TABLE public.quality_dimensions (
    key character varying(40) NOT NULL,
    "position" integer NOT NULL,
    label_nb character varying(120),
    label_nn character varying(120),
    label_en character varying(120)
);
CREATE TABLE public.sign_in_sessions (
    id integer NOT NULL,
    token_hash character varying(64) NOT NULL,
    person_id integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.sign_in_sessions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.sign_in_sessions_id_seq OWNED BY public.sign_in_sessions.id;
ALTER TABLE ONLY public.aims ALTER COLUMN id SET DEFAULT nextval('public.aims_id_seq'::regclass);
ALTER TABLE ONLY public.annotations ALTER COLUMN id SET DEFAULT nextval('public.annotations_id_seq'::regclass);
ALTER TABLE ONLY public.audit_events ALTER COLUMN id SET DEFAULT nextval('public.audit_events_id_seq'::regclass);
ALTER TABLE ONLY public.audit_values ALTER COLUMN id SET DEFAULT nextval('public.audit_values_id_seq'::regclass);
ALTER TABLE ONLY public.change_ideas ALTER COLUMN id SET DEFAULT nextval('public.change_ideas_id_seq'::regclass);
ALTER TABLE ONLY public.freezes ALTER COLUMN id SET DEFAULT nextval('public.freezes_id_seq'::regclass);
ALTER TABLE ONLY public.import_drafts ALTER COLUMN id SET DEFAULT nextval('public.import_drafts_id_seq'::regclass);
ALTER TABLE ONLY public.imported_rows ALTER COLUMN id SET DEFAULT nextval('public.imported_rows_id_seq'::regclass);
ALTER TABLE ONLY public.imports ALTER COLUMN id SET DEFAULT nextval('public.imports_id_seq'::regclass);
ALTER TABLE ONLY public.invitations ALTER COLUMN id SET DEFAULT nextval('public.invitations_id_seq'::regclass);
ALTER TABLE ONLY public.measures ALTER COLUMN id SET DEFAULT nextval('public.measures_id_seq'::regclass);
ALTER TABLE ONLY public.memberships ALTER COLUMN id SET DEFAULT nextval('public.memberships_id_seq'::regclass);
ALTER TABLE ONLY public.observations ALTER COLUMN id SET DEFAULT nextval('public.observations_id_seq'::regclass);
ALTER TABLE ONLY public.organizations ALTER COLUMN id SET DEFAULT nextval('public.organizations_id_seq'::regclass);
ALTER TABLE ONLY public.pauses ALTER COLUMN id SET DEFAULT nextval('public.pauses_id_seq'::regclass);
ALTER TABLE ONLY public.pdsa_cycles ALTER COLUMN id SET DEFAULT nextval('public.pdsa_cycles_id_seq'::regclass);
ALTER TABLE ONLY public.people ALTER COLUMN id SET DEFAULT nextval('public.people_id_seq'::regclass);
ALTER TABLE ONLY public.phases ALTER COLUMN id SET DEFAULT nextval('public.phases_id_seq'::regclass);
ALTER TABLE ONLY public.project_memberships ALTER COLUMN id SET DEFAULT nextval('public.project_memberships_id_seq'::regclass);
ALTER TABLE ONLY public.projects ALTER COLUMN id SET DEFAULT nextval('public.projects_id_seq'::regclass);
ALTER TABLE ONLY public.sign_in_sessions ALTER COLUMN id SET DEFAULT nextval('public.sign_in_sessions_id_seq'::regclass);
INSERT INTO public.aims VALUES
	(1, 'Flere barn har en aktivitet. Lerkevikkanari', 1, NULL, NULL, NULL, '%', '[]', '2026-11-23 07:07:43.529406+00', 1, 1, NULL, 1),
	(2, 'Flere barn har en aktivitet. Storfjellkanari', 3, NULL, NULL, NULL, '%', '[]', '2026-11-23 07:07:43.618205+00', 2, 2, NULL, 1);
INSERT INTO public.alembic_version VALUES
	('0001');
INSERT INTO public.annotations VALUES
	(4, '2025-07-01', 'Ordningen starter Storfjellkanari', '2026-11-23 07:07:43.62148+00', 2, 2, NULL, 1),
	(2, '2025-07-01', 'Retta
to linjer	og ''hermeteikn'' "og" \ skråstrek', '2026-11-23 07:07:43.545242+00', 1, 1, NULL, 4);
INSERT INTO public.audit_events VALUES
	('2026-11-23 07:07:43.459559+00', NULL, 'created', 'organizations', 1, 1, 1),
	('2026-11-23 07:07:43.465453+00', NULL, 'created', 'memberships', 1, 2, 1),
	('2026-11-23 07:07:43.465453+00', NULL, 'created', 'memberships', 2, 3, 1),
	('2026-11-23 07:07:43.465453+00', NULL, 'created', 'memberships', 3, 4, 1),
	('2026-11-23 07:07:43.465453+00', NULL, 'created', 'memberships', 4, 5, 1),
	('2026-11-23 07:07:43.465453+00', NULL, 'created', 'memberships', 5, 6, 1),
	('2026-11-23 07:07:43.465453+00', NULL, 'created', 'memberships', 6, 7, 1),
	('2026-11-23 07:07:43.479295+00', 2, 'created', 'projects', 1, 8, 1),
	('2026-11-23 07:07:43.482967+00', 2, 'created', 'measures', 1, 9, 1),
	('2026-11-23 07:07:43.491569+00', 2, 'created', 'observations', 1, 10, 1),
	('2026-11-23 07:07:43.491569+00', 2, 'created', 'observations', 2, 11, 1),
	('2026-11-23 07:07:43.491569+00', 2, 'created', 'observations', 3, 12, 1),
	('2026-11-23 07:07:43.491569+00', 2, 'created', 'observations', 4, 13, 1),
	('2026-11-23 07:07:43.491569+00', 2, 'created', 'observations', 5, 14, 1),
	('2026-11-23 07:07:43.491569+00', 2, 'created', 'observations', 6, 15, 1),
	('2026-11-23 07:07:43.491569+00', 2, 'created', 'observations', 7, 16, 1),
	('2026-11-23 07:07:43.491569+00', 2, 'created', 'observations', 8, 17, 1),
	('2026-11-23 07:07:43.491569+00', 2, 'created', 'observations', 9, 18, 1),
	('2026-11-23 07:07:43.491569+00', 2, 'created', 'observations', 10, 19, 1),
	('2026-11-23 07:07:43.491569+00', 2, 'created', 'observations', 11, 20, 1),
	('2026-11-23 07:07:43.491569+00', 2, 'created', 'observations', 12, 21, 1),
	('2026-11-23 07:07:43.499575+00', 2, 'created', 'measures', 2, 22, 1),
	('2026-11-23 07:07:43.507528+00', 2, 'created', 'observations', 13, 23, 1),
	('2026-11-23 07:07:43.507528+00', 2, 'created', 'observations', 14, 24, 1),
	('2026-11-23 07:07:43.507528+00', 2, 'created', 'observations', 15, 25, 1),
	('2026-11-23 07:07:43.507528+00', 2, 'created', 'observations', 16, 26, 1),
	('2026-11-23 07:07:43.507528+00', 2, 'created', 'observations', 17, 27, 1),
	('2026-11-23 07:07:43.507528+00', 2, 'created', 'observations', 18, 28, 1),
	('2026-11-23 07:07:43.507528+00', 2, 'created', 'observations', 19, 29, 1),
	('2026-11-23 07:07:43.507528+00', 2, 'created', 'observations', 20, 30, 1),
	('2026-11-23 07:07:43.507528+00', 2, 'created', 'observations', 21, 31, 1),
	('2026-11-23 07:07:43.507528+00', 2, 'created', 'observations', 22, 32, 1),
	('2026-11-23 07:07:43.507528+00', 2, 'created', 'observations', 23, 33, 1),
	('2026-11-23 07:07:43.507528+00', 2, 'created', 'observations', 24, 34, 1),
	('2026-11-23 07:07:43.521622+00', 2, 'created', 'project_memberships', 1, 35, 1),
	('2026-11-23 07:07:43.521622+00', 2, 'created', 'project_memberships', 2, 36, 1),
	('2026-11-23 07:07:43.521622+00', 2, 'created', 'project_memberships', 3, 37, 1),
	('2026-11-23 07:07:43.521622+00', 2, 'created', 'change_ideas', 1, 38, 1),
	('2026-11-23 07:07:43.521622+00', 2, 'changed', 'measures', 2, 39, 1),
	('2026-11-23 07:07:43.535324+00', 2, 'created', 'aims', 1, 40, 1),
	('2026-11-23 07:07:43.535324+00', 2, 'created', 'pdsa_cycles', 1, 41, 1),
	('2026-11-23 07:07:43.549146+00', 2, 'created', 'annotations', 1, 42, 1),
	('2026-11-23 07:07:43.549146+00', 2, 'created', 'imports', 1, 43, 1),
	('2026-11-23 07:07:43.564687+00', 2, 'created', 'freezes', 1, 44, 1),
	('2026-11-23 07:07:43.57334+00', 2, 'created', 'phases', 1, 45, 1),
	('2026-11-23 07:07:43.581456+00', 2, 'created', 'pauses', 1, 46, 1),
	('2026-11-23 07:07:43.597752+00', 2, 'created', 'organizations', 2, 47, 2),
	('2026-11-23 07:07:43.599274+00', 2, 'created', 'memberships', 7, 48, 2),
	('2026-11-23 07:07:43.600607+00', 7, 'created', 'projects', 2, 49, 2),
	('2026-11-23 07:07:43.601963+00', 7, 'created', 'measures', 3, 50, 2),
	('2026-11-23 07:07:43.606517+00', 7, 'created', 'observations', 25, 51, 2),
	('2026-11-23 07:07:43.606517+00', 7, 'created', 'observations', 26, 52, 2),
	('2026-11-23 07:07:43.606517+00', 7, 'created', 'observations', 27, 53, 2),
	('2026-11-23 07:07:43.606517+00', 7, 'created', 'observations', 28, 54, 2),
	('2026-11-23 07:07:43.606517+00', 7, 'created', 'observations', 29, 55, 2),
	('2026-11-23 07:07:43.606517+00', 7, 'created', 'observations', 30, 56, 2),
	('2026-11-23 07:07:43.606517+00', 7, 'created', 'observations', 31, 57, 2),
	('2026-11-23 07:07:43.606517+00', 7, 'created', 'observations', 32, 58, 2),
	('2026-11-23 07:07:43.606517+00', 7, 'created', 'observations', 33, 59, 2),
	('2026-11-23 07:07:43.606517+00', 7, 'created', 'observations', 34, 60, 2),
	('2026-11-23 07:07:43.606517+00', 7, 'created', 'observations', 35, 61, 2),
	('2026-11-23 07:07:43.606517+00', 7, 'created', 'observations', 36, 62, 2),
	('2026-11-23 07:07:43.609738+00', 7, 'created', 'measures', 4, 63, 2),
	('2026-11-23 07:07:43.612489+00', 7, 'created', 'observations', 37, 64, 2),
	('2026-11-23 07:07:43.612489+00', 7, 'created', 'observations', 38, 65, 2),
	('2026-11-23 07:07:43.612489+00', 7, 'created', 'observations', 39, 66, 2),
	('2026-11-23 07:07:43.612489+00', 7, 'created', 'observations', 40, 67, 2),
	('2026-11-23 07:07:43.612489+00', 7, 'created', 'observations', 41, 68, 2),
	('2026-11-23 07:07:43.612489+00', 7, 'created', 'observations', 42, 69, 2),
	('2026-11-23 07:07:43.612489+00', 7, 'created', 'observations', 43, 70, 2),
	('2026-11-23 07:07:43.612489+00', 7, 'created', 'observations', 44, 71, 2),
	('2026-11-23 07:07:43.612489+00', 7, 'created', 'observations', 45, 72, 2),
	('2026-11-23 07:07:43.612489+00', 7, 'created', 'observations', 46, 73, 2),
	('2026-11-23 07:07:43.612489+00', 7, 'created', 'observations', 47, 74, 2),
	('2026-11-23 07:07:43.612489+00', 7, 'created', 'observations', 48, 75, 2),
	('2026-11-23 07:07:43.616861+00', 7, 'created', 'project_memberships', 4, 76, 2),
	('2026-11-23 07:07:43.616861+00', 7, 'created', 'change_ideas', 2, 77, 2),
	('2026-11-23 07:07:43.616861+00', 7, 'changed', 'measures', 4, 78, 2),
	('2026-11-23 07:07:43.619154+00', 7, 'created', 'aims', 2, 79, 2),
	('2026-11-23 07:07:43.619154+00', 7, 'created', 'pdsa_cycles', 2, 80, 2),
	('2026-11-23 07:07:43.622571+00', 7, 'created', 'annotations', 2, 81, 2),
	('2026-11-23 07:07:43.622571+00', 7, 'created', 'imports', 2, 82, 2),
	('2026-11-23 07:07:43.625765+00', 7, 'created', 'freezes', 2, 83, 2),
	('2026-11-23 07:07:43.627826+00', 7, 'created', 'phases', 2, 84, 2),
	('2026-11-23 07:07:43.628882+00', 7, 'created', 'pauses', 2, 85, 2),
	('2026-11-23 07:07:43.703978+00', 2, 'created', 'imports', 3, 86, 1),
	('2026-11-23 07:07:43.707536+00', 2, 'created', 'observations', 49, 87, 1),
	('2026-11-23 07:07:43.707536+00', 2, 'changed', 'observations', 12, 88, 1),
	('2026-11-23 07:07:43.709671+00', 2, 'changed', 'imports', 3, 89, 1),
	('2026-11-23 07:07:43.712815+00', 2, 'created', 'phases', 3, 90, 1),
	('2026-11-23 07:07:43.71624+00', 2, 'changed', 'imports', 3, 91, 1),
	('2026-11-23 07:07:43.723551+00', 2, 'created', 'imports', 4, 92, 1),
	('2026-11-23 07:07:43.725256+00', 2, 'created', 'observations', 50, 93, 1),
	('2026-11-23 07:07:43.726684+00', 2, 'changed', 'imports', 4, 94, 1),
	('2026-11-23 07:07:43.73067+00', 2, 'changed', 'imports', 4, 95, 1),
	('2026-11-23 07:07:43.739165+00', 2, 'deleted', 'observations', 50, 96, 1),
	('2026-11-23 07:07:43.74277+00', 2, 'changed', 'imports', 4, 97, 1),
	('2026-11-23 07:07:43.750762+00', 2, 'changed', 'measures', 1, 98, 1),
	('2026-11-23 07:07:43.75942+00', 2, 'changed', 'measures', 1, 99, 1),
	('2026-11-23 07:07:43.767069+00', 2, 'created', 'measures', 5, 100, 1);
INSERT INTO public.audit_events VALUES
	('2026-11-23 07:07:43.76962+00', 2, 'created', 'observations', 51, 101, 1),
	('2026-11-23 07:07:43.771247+00', 2, 'created', 'observations', 52, 102, 1),
	('2026-11-23 07:07:43.772729+00', 2, 'created', 'observations', 53, 103, 1),
	('2026-11-23 07:07:43.779474+00', 2, 'deleted', 'measures', 5, 104, 1),
	('2026-11-23 07:07:43.781782+00', 2, 'changed', 'annotations', 1, 105, 1),
	('2026-11-23 07:07:43.783988+00', 2, 'deleted', 'annotations', 1, 106, 1),
	('2026-11-23 07:07:43.785608+00', 2, 'restored', 'annotations', 1, 107, 1),
	('2026-11-23 07:07:43.788101+00', 2, 'changed', 'projects', 1, 108, 1),
	('2026-11-23 07:07:43.804687+00', 9, 'created', 'memberships', 8, 109, 1);
INSERT INTO public.audit_values VALUES
	(1, 'name', NULL, '"Lerkevik kommune"', 1, 1),
	(1, 'number', NULL, '"9901"', 2, 1),
	(1, 'language', NULL, '"nb"', 3, 1),
	(2, 'person_id', NULL, '1', 4, 1),
	(2, 'role', NULL, '"administrator"', 5, 1),
	(3, 'person_id', NULL, '5', 6, 1),
	(3, 'role', NULL, '"leader"', 7, 1),
	(4, 'person_id', NULL, '2', 8, 1),
	(4, 'role', NULL, '"member"', 9, 1),
	(5, 'person_id', NULL, '3', 10, 1),
	(5, 'role', NULL, '"member"', 11, 1),
	(6, 'person_id', NULL, '4', 12, 1),
	(6, 'role', NULL, '"member"', 13, 1),
	(7, 'person_id', NULL, '6', 14, 1),
	(7, 'role', NULL, '"member"', 15, 1),
	(8, 'title', NULL, '"Gratis fritid Lerkevikkanari"', 16, 1),
	(8, 'challenge', NULL, '"For f\u00e5 barn blir med. Lerkevikkanari"', 17, 1),
	(9, 'project_id', NULL, '1', 18, 1),
	(9, 'name', NULL, '"Barn med aktivitet Lerkevikkanari"', 19, 1),
	(9, 'value_type', NULL, '"proportion"', 20, 1),
	(9, 'unit', NULL, '"%"', 21, 1),
	(9, 'direction', NULL, '"up"', 22, 1),
	(9, 'target', NULL, '40.0', 23, 1),
	(9, 'definition', NULL, '"Barn 6\u201315 \u00e5r i familier med lavinntekt. Lerkevikkanari"', 24, 1),
	(9, 'owner_id', NULL, '2', 25, 1),
	(9, 'collector_id', NULL, '2', 26, 1),
	(10, 'measure_id', NULL, '1', 27, 1),
	(10, 'period', NULL, '"2025-01-01"', 28, 1),
	(10, 'numerator', NULL, '48', 29, 1),
	(10, 'denominator', NULL, '160', 30, 1),
	(11, 'measure_id', NULL, '1', 31, 1),
	(11, 'period', NULL, '"2025-02-01"', 32, 1),
	(11, 'numerator', NULL, '50', 33, 1),
	(11, 'denominator', NULL, '160', 34, 1),
	(12, 'measure_id', NULL, '1', 35, 1),
	(12, 'period', NULL, '"2025-03-01"', 36, 1),
	(12, 'numerator', NULL, '47', 37, 1),
	(12, 'denominator', NULL, '160', 38, 1),
	(13, 'measure_id', NULL, '1', 39, 1),
	(13, 'period', NULL, '"2025-04-01"', 40, 1),
	(13, 'numerator', NULL, '51', 41, 1),
	(13, 'denominator', NULL, '160', 42, 1),
	(14, 'measure_id', NULL, '1', 43, 1),
	(14, 'period', NULL, '"2025-05-01"', 44, 1),
	(14, 'numerator', NULL, '49', 45, 1),
	(14, 'denominator', NULL, '160', 46, 1),
	(15, 'measure_id', NULL, '1', 47, 1),
	(15, 'period', NULL, '"2025-06-01"', 48, 1),
	(15, 'numerator', NULL, '46', 49, 1),
	(15, 'denominator', NULL, '160', 50, 1),
	(16, 'measure_id', NULL, '1', 51, 1),
	(16, 'period', NULL, '"2025-07-01"', 52, 1),
	(16, 'numerator', NULL, '60', 53, 1),
	(16, 'denominator', NULL, '160', 54, 1),
	(16, 'comment', NULL, '"Lerkevikkanari"', 55, 1),
	(17, 'measure_id', NULL, '1', 56, 1),
	(17, 'period', NULL, '"2025-08-01"', 57, 1),
	(17, 'numerator', NULL, '63', 58, 1),
	(17, 'denominator', NULL, '160', 59, 1),
	(18, 'measure_id', NULL, '1', 60, 1),
	(18, 'period', NULL, '"2025-09-01"', 61, 1),
	(18, 'numerator', NULL, '61', 62, 1),
	(18, 'denominator', NULL, '160', 63, 1),
	(19, 'measure_id', NULL, '1', 64, 1),
	(19, 'period', NULL, '"2025-10-01"', 65, 1),
	(19, 'numerator', NULL, '66', 66, 1),
	(19, 'denominator', NULL, '160', 67, 1),
	(20, 'measure_id', NULL, '1', 68, 1),
	(20, 'period', NULL, '"2025-11-01"', 69, 1),
	(20, 'numerator', NULL, '68', 70, 1),
	(20, 'denominator', NULL, '160', 71, 1),
	(21, 'measure_id', NULL, '1', 72, 1),
	(21, 'period', NULL, '"2025-12-01"', 73, 1),
	(21, 'numerator', NULL, '67', 74, 1),
	(21, 'denominator', NULL, '160', 75, 1),
	(22, 'project_id', NULL, '1', 76, 1),
	(22, 'name', NULL, '"Familier som f\u00e5r ringt Lerkevikkanari"', 77, 1),
	(22, 'value_type', NULL, '"proportion"', 78, 1),
	(22, 'unit', NULL, '"%"', 79, 1),
	(22, 'direction', NULL, '"up"', 80, 1),
	(22, 'target', NULL, '40.0', 81, 1),
	(22, 'definition', NULL, '"Barn 6\u201315 \u00e5r i familier med lavinntekt. Lerkevikkanari"', 82, 1),
	(22, 'owner_id', NULL, '2', 83, 1),
	(22, 'collector_id', NULL, '2', 84, 1),
	(23, 'measure_id', NULL, '2', 85, 1),
	(23, 'period', NULL, '"2025-01-01"', 86, 1),
	(23, 'numerator', NULL, '48', 87, 1),
	(23, 'denominator', NULL, '160', 88, 1),
	(24, 'measure_id', NULL, '2', 89, 1),
	(24, 'period', NULL, '"2025-02-01"', 90, 1),
	(24, 'numerator', NULL, '50', 91, 1),
	(24, 'denominator', NULL, '160', 92, 1),
	(25, 'measure_id', NULL, '2', 93, 1),
	(25, 'period', NULL, '"2025-03-01"', 94, 1),
	(25, 'numerator', NULL, '47', 95, 1),
	(25, 'denominator', NULL, '160', 96, 1),
	(26, 'measure_id', NULL, '2', 97, 1),
	(26, 'period', NULL, '"2025-04-01"', 98, 1),
	(26, 'numerator', NULL, '51', 99, 1),
	(26, 'denominator', NULL, '160', 100, 1);
INSERT INTO public.audit_values VALUES
	(27, 'measure_id', NULL, '2', 101, 1),
	(27, 'period', NULL, '"2025-05-01"', 102, 1),
	(27, 'numerator', NULL, '49', 103, 1),
	(27, 'denominator', NULL, '160', 104, 1),
	(28, 'measure_id', NULL, '2', 105, 1),
	(28, 'period', NULL, '"2025-06-01"', 106, 1),
	(28, 'numerator', NULL, '46', 107, 1),
	(28, 'denominator', NULL, '160', 108, 1),
	(29, 'measure_id', NULL, '2', 109, 1),
	(29, 'period', NULL, '"2025-07-01"', 110, 1),
	(29, 'numerator', NULL, '60', 111, 1),
	(29, 'denominator', NULL, '160', 112, 1),
	(29, 'comment', NULL, '"Lerkevikkanari"', 113, 1),
	(30, 'measure_id', NULL, '2', 114, 1),
	(30, 'period', NULL, '"2025-08-01"', 115, 1),
	(30, 'numerator', NULL, '63', 116, 1),
	(30, 'denominator', NULL, '160', 117, 1),
	(31, 'measure_id', NULL, '2', 118, 1),
	(31, 'period', NULL, '"2025-09-01"', 119, 1),
	(31, 'numerator', NULL, '61', 120, 1),
	(31, 'denominator', NULL, '160', 121, 1),
	(32, 'measure_id', NULL, '2', 122, 1),
	(32, 'period', NULL, '"2025-10-01"', 123, 1),
	(32, 'numerator', NULL, '66', 124, 1),
	(32, 'denominator', NULL, '160', 125, 1),
	(33, 'measure_id', NULL, '2', 126, 1),
	(33, 'period', NULL, '"2025-11-01"', 127, 1),
	(33, 'numerator', NULL, '68', 128, 1),
	(33, 'denominator', NULL, '160', 129, 1),
	(34, 'measure_id', NULL, '2', 130, 1),
	(34, 'period', NULL, '"2025-12-01"', 131, 1),
	(34, 'numerator', NULL, '67', 132, 1),
	(34, 'denominator', NULL, '160', 133, 1),
	(35, 'project_id', NULL, '1', 134, 1),
	(35, 'person_id', NULL, '2', 135, 1),
	(35, 'role', NULL, '"lead"', 136, 1),
	(36, 'project_id', NULL, '1', 137, 1),
	(36, 'person_id', NULL, '3', 138, 1),
	(36, 'role', NULL, '"member"', 139, 1),
	(37, 'project_id', NULL, '1', 140, 1),
	(37, 'person_id', NULL, '4', 141, 1),
	(37, 'role', NULL, '"reader"', 142, 1),
	(38, 'project_id', NULL, '1', 143, 1),
	(38, 'title', NULL, '"Fritidsguide Lerkevikkanari"', 144, 1),
	(38, 'owner_id', NULL, '2', 145, 1),
	(39, 'kind', '"outcome"', '"process"', 146, 1),
	(40, 'project_id', NULL, '1', 147, 1),
	(40, 'statement', NULL, '"Flere barn har en aktivitet. Lerkevikkanari"', 148, 1),
	(40, 'measure_id', NULL, '1', 149, 1),
	(40, 'unit', NULL, '"%"', 150, 1),
	(41, 'change_idea_id', NULL, '1', 151, 1),
	(41, 'number', NULL, '1', 152, 1),
	(41, 'stage', NULL, '"done"', 153, 1),
	(41, 'plan', NULL, '"Ring to familier. Lerkevikkanari"', 154, 1),
	(41, 'prediction', NULL, '"En av to melder p\u00e5 barnet. Lerkevikkanari"', 155, 1),
	(41, 'predicted_at', NULL, '"2025-06-01T12:00:00+00:00"', 156, 1),
	(41, 'starts_on', NULL, '"2025-06-10"', 157, 1),
	(41, 'ends_on', NULL, '"2025-06-20"', 158, 1),
	(41, 'owner_id', NULL, '2', 159, 1),
	(41, 'result', NULL, '"Begge meldte p\u00e5. Lerkevikkanari"', 160, 1),
	(41, 'comparison', NULL, '"Bedre enn vi trodde. Lerkevikkanari"', 161, 1),
	(41, 'decision', NULL, '"adopt"', 162, 1),
	(41, 'next_step', NULL, '"Pr\u00f8v med ti. Lerkevikkanari"', 163, 1),
	(41, 'completed_at', NULL, '"2025-06-21T12:00:00+00:00"', 164, 1),
	(42, 'measure_id', NULL, '2', 165, 1),
	(42, 'happened_on', NULL, '"2025-07-01"', 166, 1),
	(42, 'text', NULL, '"Ordningen starter Lerkevikkanari"', 167, 1),
	(43, 'measure_id', NULL, '2', 168, 1),
	(43, 'person_id', NULL, '2', 169, 1),
	(43, 'n_added', NULL, '1', 170, 1),
	(44, 'measure_id', NULL, '2', 171, 1),
	(44, 'until', NULL, '"2025-05-01"', 172, 1),
	(45, 'measure_id', NULL, '2', 173, 1),
	(45, 'starts_on', NULL, '"2025-07-01"', 174, 1),
	(45, 'reason', NULL, '"Ny telling Lerkevikkanari"', 175, 1),
	(46, 'measure_id', NULL, '2', 176, 1),
	(46, 'starts_on', NULL, '"2026-07-01"', 177, 1),
	(46, 'ends_on', NULL, '"2026-07-31"', 178, 1),
	(46, 'reason', NULL, '"Ferie Lerkevikkanari"', 179, 1),
	(47, 'name', NULL, '"Storfjell kommune"', 180, 2),
	(47, 'number', NULL, '"9902"', 181, 2),
	(47, 'language', NULL, '"nb"', 182, 2),
	(48, 'person_id', NULL, '7', 183, 2),
	(48, 'role', NULL, '"administrator"', 184, 2),
	(49, 'title', NULL, '"Gratis fritid Storfjellkanari"', 185, 2),
	(49, 'challenge', NULL, '"For f\u00e5 barn blir med. Storfjellkanari"', 186, 2),
	(50, 'project_id', NULL, '2', 187, 2),
	(50, 'name', NULL, '"Barn med aktivitet Storfjellkanari"', 188, 2),
	(50, 'value_type', NULL, '"proportion"', 189, 2),
	(50, 'unit', NULL, '"%"', 190, 2),
	(50, 'direction', NULL, '"up"', 191, 2),
	(50, 'target', NULL, '40.0', 192, 2),
	(50, 'definition', NULL, '"Barn 6\u201315 \u00e5r i familier med lavinntekt. Storfjellkanari"', 193, 2),
	(50, 'owner_id', NULL, '7', 194, 2),
	(50, 'collector_id', NULL, '7', 195, 2),
	(51, 'measure_id', NULL, '3', 196, 2),
	(51, 'period', NULL, '"2025-01-01"', 197, 2),
	(51, 'numerator', NULL, '48', 198, 2),
	(51, 'denominator', NULL, '160', 199, 2),
	(52, 'measure_id', NULL, '3', 200, 2);
INSERT INTO public.audit_values VALUES
	(52, 'period', NULL, '"2025-02-01"', 201, 2),
	(52, 'numerator', NULL, '50', 202, 2),
	(52, 'denominator', NULL, '160', 203, 2),
	(53, 'measure_id', NULL, '3', 204, 2),
	(53, 'period', NULL, '"2025-03-01"', 205, 2),
	(53, 'numerator', NULL, '47', 206, 2),
	(53, 'denominator', NULL, '160', 207, 2),
	(54, 'measure_id', NULL, '3', 208, 2),
	(54, 'period', NULL, '"2025-04-01"', 209, 2),
	(54, 'numerator', NULL, '51', 210, 2),
	(54, 'denominator', NULL, '160', 211, 2),
	(55, 'measure_id', NULL, '3', 212, 2),
	(55, 'period', NULL, '"2025-05-01"', 213, 2),
	(55, 'numerator', NULL, '49', 214, 2),
	(55, 'denominator', NULL, '160', 215, 2),
	(56, 'measure_id', NULL, '3', 216, 2),
	(56, 'period', NULL, '"2025-06-01"', 217, 2),
	(56, 'numerator', NULL, '46', 218, 2),
	(56, 'denominator', NULL, '160', 219, 2),
	(57, 'measure_id', NULL, '3', 220, 2),
	(57, 'period', NULL, '"2025-07-01"', 221, 2),
	(57, 'numerator', NULL, '60', 222, 2),
	(57, 'denominator', NULL, '160', 223, 2),
	(57, 'comment', NULL, '"Storfjellkanari"', 224, 2),
	(58, 'measure_id', NULL, '3', 225, 2),
	(58, 'period', NULL, '"2025-08-01"', 226, 2),
	(58, 'numerator', NULL, '63', 227, 2),
	(58, 'denominator', NULL, '160', 228, 2),
	(59, 'measure_id', NULL, '3', 229, 2),
	(59, 'period', NULL, '"2025-09-01"', 230, 2),
	(59, 'numerator', NULL, '61', 231, 2),
	(59, 'denominator', NULL, '160', 232, 2),
	(60, 'measure_id', NULL, '3', 233, 2),
	(60, 'period', NULL, '"2025-10-01"', 234, 2),
	(60, 'numerator', NULL, '66', 235, 2),
	(60, 'denominator', NULL, '160', 236, 2),
	(61, 'measure_id', NULL, '3', 237, 2),
	(61, 'period', NULL, '"2025-11-01"', 238, 2),
	(61, 'numerator', NULL, '68', 239, 2),
	(61, 'denominator', NULL, '160', 240, 2),
	(62, 'measure_id', NULL, '3', 241, 2),
	(62, 'period', NULL, '"2025-12-01"', 242, 2),
	(62, 'numerator', NULL, '67', 243, 2),
	(62, 'denominator', NULL, '160', 244, 2),
	(63, 'project_id', NULL, '2', 245, 2),
	(63, 'name', NULL, '"Familier som f\u00e5r ringt Storfjellkanari"', 246, 2),
	(63, 'value_type', NULL, '"proportion"', 247, 2),
	(63, 'unit', NULL, '"%"', 248, 2),
	(63, 'direction', NULL, '"up"', 249, 2),
	(63, 'target', NULL, '40.0', 250, 2),
	(63, 'definition', NULL, '"Barn 6\u201315 \u00e5r i familier med lavinntekt. Storfjellkanari"', 251, 2),
	(63, 'owner_id', NULL, '7', 252, 2),
	(63, 'collector_id', NULL, '7', 253, 2),
	(64, 'measure_id', NULL, '4', 254, 2),
	(64, 'period', NULL, '"2025-01-01"', 255, 2),
	(64, 'numerator', NULL, '48', 256, 2),
	(64, 'denominator', NULL, '160', 257, 2),
	(65, 'measure_id', NULL, '4', 258, 2),
	(65, 'period', NULL, '"2025-02-01"', 259, 2),
	(65, 'numerator', NULL, '50', 260, 2),
	(65, 'denominator', NULL, '160', 261, 2),
	(66, 'measure_id', NULL, '4', 262, 2),
	(66, 'period', NULL, '"2025-03-01"', 263, 2),
	(66, 'numerator', NULL, '47', 264, 2),
	(66, 'denominator', NULL, '160', 265, 2),
	(67, 'measure_id', NULL, '4', 266, 2),
	(67, 'period', NULL, '"2025-04-01"', 267, 2),
	(67, 'numerator', NULL, '51', 268, 2),
	(67, 'denominator', NULL, '160', 269, 2),
	(68, 'measure_id', NULL, '4', 270, 2),
	(68, 'period', NULL, '"2025-05-01"', 271, 2),
	(68, 'numerator', NULL, '49', 272, 2),
	(68, 'denominator', NULL, '160', 273, 2),
	(69, 'measure_id', NULL, '4', 274, 2),
	(69, 'period', NULL, '"2025-06-01"', 275, 2),
	(69, 'numerator', NULL, '46', 276, 2),
	(69, 'denominator', NULL, '160', 277, 2),
	(70, 'measure_id', NULL, '4', 278, 2),
	(70, 'period', NULL, '"2025-07-01"', 279, 2),
	(70, 'numerator', NULL, '60', 280, 2),
	(70, 'denominator', NULL, '160', 281, 2),
	(70, 'comment', NULL, '"Storfjellkanari"', 282, 2),
	(71, 'measure_id', NULL, '4', 283, 2),
	(71, 'period', NULL, '"2025-08-01"', 284, 2),
	(71, 'numerator', NULL, '63', 285, 2),
	(71, 'denominator', NULL, '160', 286, 2),
	(72, 'measure_id', NULL, '4', 287, 2),
	(72, 'period', NULL, '"2025-09-01"', 288, 2),
	(72, 'numerator', NULL, '61', 289, 2),
	(72, 'denominator', NULL, '160', 290, 2),
	(73, 'measure_id', NULL, '4', 291, 2),
	(73, 'period', NULL, '"2025-10-01"', 292, 2),
	(73, 'numerator', NULL, '66', 293, 2),
	(73, 'denominator', NULL, '160', 294, 2),
	(74, 'measure_id', NULL, '4', 295, 2),
	(74, 'period', NULL, '"2025-11-01"', 296, 2),
	(74, 'numerator', NULL, '68', 297, 2),
	(74, 'denominator', NULL, '160', 298, 2),
	(75, 'measure_id', NULL, '4', 299, 2),
	(75, 'period', NULL, '"2025-12-01"', 300, 2);
INSERT INTO public.audit_values VALUES
	(75, 'numerator', NULL, '67', 301, 2),
	(75, 'denominator', NULL, '160', 302, 2),
	(76, 'project_id', NULL, '2', 303, 2),
	(76, 'person_id', NULL, '7', 304, 2),
	(76, 'role', NULL, '"lead"', 305, 2),
	(77, 'project_id', NULL, '2', 306, 2),
	(77, 'title', NULL, '"Fritidsguide Storfjellkanari"', 307, 2),
	(77, 'owner_id', NULL, '7', 308, 2),
	(78, 'kind', '"outcome"', '"process"', 309, 2),
	(79, 'project_id', NULL, '2', 310, 2),
	(79, 'statement', NULL, '"Flere barn har en aktivitet. Storfjellkanari"', 311, 2),
	(79, 'measure_id', NULL, '3', 312, 2),
	(79, 'unit', NULL, '"%"', 313, 2),
	(80, 'change_idea_id', NULL, '2', 314, 2),
	(80, 'number', NULL, '1', 315, 2),
	(80, 'stage', NULL, '"done"', 316, 2),
	(80, 'plan', NULL, '"Ring to familier. Storfjellkanari"', 317, 2),
	(80, 'prediction', NULL, '"En av to melder p\u00e5 barnet. Storfjellkanari"', 318, 2),
	(80, 'predicted_at', NULL, '"2025-06-01T12:00:00+00:00"', 319, 2),
	(80, 'starts_on', NULL, '"2025-06-10"', 320, 2),
	(80, 'ends_on', NULL, '"2025-06-20"', 321, 2),
	(80, 'owner_id', NULL, '7', 322, 2),
	(80, 'result', NULL, '"Begge meldte p\u00e5. Storfjellkanari"', 323, 2),
	(80, 'comparison', NULL, '"Bedre enn vi trodde. Storfjellkanari"', 324, 2),
	(80, 'decision', NULL, '"adopt"', 325, 2),
	(80, 'next_step', NULL, '"Pr\u00f8v med ti. Storfjellkanari"', 326, 2),
	(80, 'completed_at', NULL, '"2025-06-21T12:00:00+00:00"', 327, 2),
	(81, 'measure_id', NULL, '4', 328, 2),
	(81, 'happened_on', NULL, '"2025-07-01"', 329, 2),
	(81, 'text', NULL, '"Ordningen starter Storfjellkanari"', 330, 2),
	(82, 'measure_id', NULL, '4', 331, 2),
	(82, 'person_id', NULL, '7', 332, 2),
	(82, 'n_added', NULL, '1', 333, 2),
	(83, 'measure_id', NULL, '4', 334, 2),
	(83, 'until', NULL, '"2025-05-01"', 335, 2),
	(84, 'measure_id', NULL, '4', 336, 2),
	(84, 'starts_on', NULL, '"2025-07-01"', 337, 2),
	(84, 'reason', NULL, '"Ny telling Storfjellkanari"', 338, 2),
	(85, 'measure_id', NULL, '4', 339, 2),
	(85, 'starts_on', NULL, '"2026-07-01"', 340, 2),
	(85, 'ends_on', NULL, '"2026-07-31"', 341, 2),
	(85, 'reason', NULL, '"Ferie Storfjellkanari"', 342, 2),
	(86, 'measure_id', NULL, '1', 343, 1),
	(86, 'person_id', NULL, '2', 344, 1),
	(87, 'measure_id', NULL, '1', 345, 1),
	(87, 'period', NULL, '"2026-01-01"', 346, 1),
	(87, 'numerator', NULL, '0', 347, 1),
	(87, 'denominator', NULL, '0', 348, 1),
	(87, 'comment', NULL, '"Ingen barn: \u00ab0\u00bb \u2013 ikke blankt"', 349, 1),
	(88, 'numerator', '67.0', '70', 350, 1),
	(89, 'n_added', '0', '1', 351, 1),
	(89, 'n_changed', '0', '1', 352, 1),
	(90, 'measure_id', NULL, '1', 353, 1),
	(90, 'starts_on', NULL, '"2026-01-01"', 354, 1),
	(90, 'reason', NULL, '"Ny ordning"', 355, 1),
	(91, 'decisions', '{}', '{"phases": [3], "freezes": [], "released": []}', 356, 1),
	(92, 'measure_id', NULL, '1', 357, 1),
	(92, 'person_id', NULL, '2', 358, 1),
	(93, 'measure_id', NULL, '1', 359, 1),
	(93, 'period', NULL, '"2026-02-01"', 360, 1),
	(93, 'numerator', NULL, '12.5', 361, 1),
	(93, 'denominator', NULL, '160', 362, 1),
	(94, 'n_added', '0', '1', 363, 1),
	(95, 'decisions', '{}', '{"phases": [], "freezes": [], "released": []}', 364, 1),
	(97, 'undone_at', NULL, '"2026-11-23T07:07:43.742028+00:00"', 365, 1),
	(98, 'target', NULL, '40.0', 366, 1),
	(99, 'target', NULL, '37.5', 367, 1),
	(99, 'dimensions', NULL, '["fair", "safe"]', 368, 1),
	(100, 'project_id', NULL, '1', 369, 1),
	(100, 'name', NULL, '"Til s\u00f8pla \ud83d\uddd1"', 370, 1),
	(100, 'kind', NULL, '"balancing"', 371, 1),
	(100, 'value_type', NULL, '"number"', 372, 1),
	(100, 'unit', NULL, '"kr"', 373, 1),
	(100, 'direction', NULL, '"down"', 374, 1),
	(100, 'target', NULL, '0.1', 375, 1),
	(101, 'measure_id', NULL, '5', 376, 1),
	(101, 'period', NULL, '"2025-01-01"', 377, 1),
	(101, 'value', NULL, '0.1', 378, 1),
	(102, 'measure_id', NULL, '5', 379, 1),
	(102, 'period', NULL, '"2025-02-01"', 380, 1),
	(102, 'value', NULL, '1e-07', 381, 1),
	(103, 'measure_id', NULL, '5', 382, 1),
	(103, 'period', NULL, '"2025-03-01"', 383, 1),
	(103, 'value', NULL, '123456789.123', 384, 1),
	(105, 'text', '"Ordningen starter Lerkevikkanari"', '"Retta\nto linjer\tog ''hermeteikn'' \"og\" \\ skr\u00e5strek"', 385, 1),
	(108, 'status', '"active"', '"paused"', 386, 1),
	(108, 'nature', NULL, '"preventive"', 387, 1),
	(108, 'levels', '[]', '["individual"]', 388, 1),
	(109, 'person_id', NULL, '9', 389, 1),
	(109, 'role', NULL, '"member"', 390, 1);
INSERT INTO public.change_ideas VALUES
	(1, 'Fritidsguide Lerkevikkanari', '', 'idea', 2, '[]', '2026-11-23 07:07:43.51242+00', 1, 1, NULL, 1),
	(2, 'Fritidsguide Storfjellkanari', '', 'idea', 7, '[]', '2026-11-23 07:07:43.615136+00', 2, 2, NULL, 1);
INSERT INTO public.freezes VALUES
	(2, '2025-05-01', '2026-11-23 07:07:43.56382+00', 1, 1, NULL, 1),
	(4, '2025-05-01', '2026-11-23 07:07:43.625434+00', 2, 2, NULL, 1);
INSERT INTO public.idempotency_keys VALUES
	('person:9', 'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk', '/projects/1', '2026-11-23 07:07:43.809462+00');
INSERT INTO public.import_drafts VALUES
	(2, 2, '{"format": "paste", "encoding": null, "delimiter": ";", "sheet": null, "sheets": [], "rows": [["M\u00e5ned", "Teller", "Nevner", "Merknad"], ["2026-01", "70", "160", "Lerkevikkanari"], ["2026-02", "72", "160"]], "other_sheets": {}}', '{}', '2026-11-23 07:07:43.548196+00', 1, 1),
	(4, 7, '{"format": "paste", "encoding": null, "delimiter": ";", "sheet": null, "sheets": [], "rows": [["M\u00e5ned", "Teller", "Nevner", "Merknad"], ["2026-01", "70", "160", "Storfjellkanari"], ["2026-02", "72", "160"]], "other_sheets": {}}', '{}', '2026-11-23 07:07:43.622214+00', 2, 2),
	(1, 2, '{"format": "paste", "encoding": null, "delimiter": ";", "sheet": null, "sheets": [], "rows": [["M\u00e5ned", "Verdi"], ["2026-01", "4,5"]], "other_sheets": {}}', '{}', '2026-11-23 07:07:43.791256+00', 3, 1);
INSERT INTO public.imported_rows VALUES
	(3, 12, 2, '{"numerator": 67.0, "denominator": 160.0, "value": null, "comment": ""}', 1, 1),
	(3, 49, 1, 'null', 2, 1),
	(4, 50, 1, 'null', 3, 1);
INSERT INTO public.imports VALUES
	(2, 2, 1, 0, '{}', NULL, '2026-11-23 07:07:43.546949+00', 1, 1, NULL, 1),
	(4, 7, 1, 0, '{}', NULL, '2026-11-23 07:07:43.621874+00', 2, 2, NULL, 1),
	(1, 2, 1, 1, '{"phases": [3], "freezes": [], "released": []}', NULL, '2026-11-23 07:07:43.703308+00', 3, 1, NULL, 3),
	(1, 2, 1, 0, '{"phases": [], "freezes": [], "released": []}', '2026-11-23 07:07:43.742028+00', '2026-11-23 07:07:43.723112+00', 4, 1, NULL, 4);
INSERT INTO public.installation VALUES
	(1, '15f7baf1-51da-445a-a8d0-cdc76bfc1507', false, '2026-11-23 07:07:43.319267+00');
INSERT INTO public.invitations VALUES
	(1, 'b4fe0cd35e8c5eb361d98605986c8ec1250e99aaa3907ffe6cee0d5a9f0e0c76', 1, 'leader', NULL, NULL, 'Liv', 2, '2026-11-23 07:07:43.793147+00', '2026-11-24 07:07:43.792531+00', NULL, NULL),
	(2, 'e53f4ad4bdccea6a77ace52a7ae4914b8c217bdd14388143c8183d7671ec49c3', 1, 'member', 1, 'reader', 'Ola', 2, '2026-11-23 07:07:43.794992+00', '2026-11-24 07:07:43.79475+00', NULL, '2026-11-23 07:07:43.795341+00'),
	(3, '3064926cd77c3b9d3c0e31a8988fd00a861816329e7eb0f013ab1ff85bf5eeb8', 1, 'member', NULL, NULL, 'Nils', 2, '2026-11-23 07:07:43.796488+00', '2026-11-24 07:07:43.796279+00', '2026-11-23 07:07:43.805449+00', NULL);
INSERT INTO public.measure_summaries VALUES
	(2, 1, '{"code": "too_early", "cautions": ["phases"], "start_median": 30.625000000000004, "current_median": 40.31249999999999, "last_value": 41.875, "is_target_reached": true, "is_stable": true, "spark": [30.0, 31.25, 29.375, 31.874999999999996, 30.625000000000004, 28.749999999999996, 37.5, 39.375, 38.125, 41.25, 42.5, 41.875], "centre": 40.31249999999999, "has_weekends": true, "last_answered": "2025-12-01"}', '{"code": "too_early", "cautions": ["phases"]}', '2025-12-01', 1),
	(3, 2, '{"code": "reached", "cautions": [], "start_median": 30.312499999999996, "current_median": 40.31249999999999, "last_value": 41.875, "is_target_reached": true, "is_stable": true, "spark": [30.0, 31.25, 29.375, 31.874999999999996, 30.625000000000004, 28.749999999999996, 37.5, 39.375, 38.125, 41.25, 42.5, 41.875], "centre": 34.6875, "has_weekends": true, "last_answered": "2025-12-01"}', '{"code": "reached", "cautions": []}', '2025-12-01', 1),
	(4, 2, '{"code": "too_early", "cautions": ["phases"], "start_median": 30.625000000000004, "current_median": 40.31249999999999, "last_value": 41.875, "is_target_reached": true, "is_stable": true, "spark": [30.0, 31.25, 29.375, 31.874999999999996, 30.625000000000004, 28.749999999999996, 37.5, 39.375, 38.125, 41.25, 42.5, 41.875], "centre": 40.31249999999999, "has_weekends": true, "last_answered": "2025-12-01"}', '{"code": "too_early", "cautions": ["phases"]}', '2025-12-01', 1),
	(1, 1, '{"code": "too_early", "cautions": ["phases"], "start_median": 34.6875, "current_median": null, "last_value": 43.75, "is_target_reached": false, "is_stable": false, "spark": [30.0, 31.25, 29.375, 31.874999999999996, 30.625000000000004, 28.749999999999996, 37.5, 39.375, 38.125, 41.25, 42.5, 43.75], "centre": null, "has_weekends": true, "last_answered": "2026-01-01"}', '{"code": "too_early", "cautions": ["phases"]}', '2025-12-01', 1),
	(5, 1, '{"code": "too_early", "cautions": [], "start_median": null, "current_median": 0.1, "last_value": 123456789.123, "is_target_reached": true, "is_stable": true, "spark": [0.1, 1e-07, 123456789.123], "centre": 0.1, "has_weekends": true, "last_answered": "2025-03-01"}', '{"code": "too_early", "cautions": []}', '2025-03-01', 1);
INSERT INTO public.measures VALUES
	(1, 'Familier som får ringt Lerkevikkanari', 'process', 'proportion', '%', 'up', 'month', 'run', 40, 'Barn 6–15 år i familier med lavinntekt. Lerkevikkanari', '', false, 2, 2, NULL, '[]', '[]', '2026-11-23 07:07:43.495778+00', 2, 1, NULL, 2),
	(2, 'Barn med aktivitet Storfjellkanari', 'outcome', 'proportion', '%', 'up', 'month', 'run', 40, 'Barn 6–15 år i familier med lavinntekt. Storfjellkanari', '', false, 7, 7, NULL, '[]', '[]', '2026-11-23 07:07:43.601461+00', 3, 2, NULL, 1),
	(2, 'Familier som får ringt Storfjellkanari', 'process', 'proportion', '%', 'up', 'month', 'run', 40, 'Barn 6–15 år i familier med lavinntekt. Storfjellkanari', '', false, 7, 7, NULL, '[]', '[]', '2026-11-23 07:07:43.609193+00', 4, 2, NULL, 2),
	(1, 'Barn med aktivitet Lerkevikkanari', 'outcome', 'proportion', '%', 'up', 'month', 'run', 37.5, 'Barn 6–15 år i familier med lavinntekt. Lerkevikkanari', '', false, 2, 2, NULL, '[]', '["fair", "safe"]', '2026-11-23 07:07:43.481709+00', 1, 1, NULL, 3),
	(1, 'Til søpla 🗑', 'balancing', 'number', 'kr', 'down', 'month', 'run', 0.1, '', '', false, NULL, NULL, NULL, '[]', '[]', '2026-11-23 07:07:43.766357+00', 5, 1, '2026-11-23 07:07:43.77861+00', 2);
INSERT INTO public.memberships VALUES
	(1, 'administrator', '2026-11-23 07:07:43.463907+00', 1, 1, NULL, 1),
	(5, 'leader', '2026-11-23 07:07:43.46391+00', 2, 1, NULL, 1),
	(2, 'member', '2026-11-23 07:07:43.463911+00', 3, 1, NULL, 1),
	(3, 'member', '2026-11-23 07:07:43.463911+00', 4, 1, NULL, 1),
	(4, 'member', '2026-11-23 07:07:43.463911+00', 5, 1, NULL, 1),
	(6, 'member', '2026-11-23 07:07:43.463912+00', 6, 1, NULL, 1),
	(7, 'administrator', '2026-11-23 07:07:43.598834+00', 7, 2, NULL, 1),
	(9, 'member', '2026-11-23 07:07:43.804249+00', 8, 1, NULL, 1);
INSERT INTO public.observations VALUES
	(1, '2025-01-01', '', 48, 160, NULL, '', '2026-11-23 07:07:43.485405+00', 1, 1, NULL, 1),
	(1, '2025-02-01', '', 50, 160, NULL, '', '2026-11-23 07:07:43.485408+00', 2, 1, NULL, 1),
	(1, '2025-03-01', '', 47, 160, NULL, '', '2026-11-23 07:07:43.485409+00', 3, 1, NULL, 1),
	(1, '2025-04-01', '', 51, 160, NULL, '', '2026-11-23 07:07:43.485409+00', 4, 1, NULL, 1),
	(1, '2025-05-01', '', 49, 160, NULL, '', '2026-11-23 07:07:43.485409+00', 5, 1, NULL, 1),
	(1, '2025-06-01', '', 46, 160, NULL, '', '2026-11-23 07:07:43.48541+00', 6, 1, NULL, 1),
	(1, '2025-07-01', '', 60, 160, NULL, 'Lerkevikkanari', '2026-11-23 07:07:43.48541+00', 7, 1, NULL, 1),
	(1, '2025-08-01', '', 63, 160, NULL, '', '2026-11-23 07:07:43.485411+00', 8, 1, NULL, 1),
	(1, '2025-09-01', '', 61, 160, NULL, '', '2026-11-23 07:07:43.485411+00', 9, 1, NULL, 1),
	(1, '2025-10-01', '', 66, 160, NULL, '', '2026-11-23 07:07:43.485411+00', 10, 1, NULL, 1),
	(1, '2025-11-01', '', 68, 160, NULL, '', '2026-11-23 07:07:43.485412+00', 11, 1, NULL, 1),
	(2, '2025-01-01', '', 48, 160, NULL, '', '2026-11-23 07:07:43.501373+00', 13, 1, NULL, 1),
	(2, '2025-02-01', '', 50, 160, NULL, '', '2026-11-23 07:07:43.501376+00', 14, 1, NULL, 1),
	(2, '2025-03-01', '', 47, 160, NULL, '', '2026-11-23 07:07:43.501377+00', 15, 1, NULL, 1),
	(2, '2025-04-01', '', 51, 160, NULL, '', '2026-11-23 07:07:43.501378+00', 16, 1, NULL, 1),
	(2, '2025-05-01', '', 49, 160, NULL, '', '2026-11-23 07:07:43.501378+00', 17, 1, NULL, 1),
	(2, '2025-06-01', '', 46, 160, NULL, '', '2026-11-23 07:07:43.501379+00', 18, 1, NULL, 1),
	(2, '2025-07-01', '', 60, 160, NULL, 'Lerkevikkanari', '2026-11-23 07:07:43.501379+00', 19, 1, NULL, 1),
	(2, '2025-08-01', '', 63, 160, NULL, '', '2026-11-23 07:07:43.50138+00', 20, 1, NULL, 1),
	(2, '2025-09-01', '', 61, 160, NULL, '', '2026-11-23 07:07:43.50138+00', 21, 1, NULL, 1),
	(2, '2025-10-01', '', 66, 160, NULL, '', '2026-11-23 07:07:43.501381+00', 22, 1, NULL, 1),
	(2, '2025-11-01', '', 68, 160, NULL, '', '2026-11-23 07:07:43.501381+00', 23, 1, NULL, 1),
	(2, '2025-12-01', '', 67, 160, NULL, '', '2026-11-23 07:07:43.501381+00', 24, 1, NULL, 1),
	(3, '2025-01-01', '', 48, 160, NULL, '', '2026-11-23 07:07:43.605043+00', 25, 2, NULL, 1),
	(3, '2025-02-01', '', 50, 160, NULL, '', '2026-11-23 07:07:43.605045+00', 26, 2, NULL, 1),
	(3, '2025-03-01', '', 47, 160, NULL, '', '2026-11-23 07:07:43.605046+00', 27, 2, NULL, 1),
	(3, '2025-04-01', '', 51, 160, NULL, '', '2026-11-23 07:07:43.605046+00', 28, 2, NULL, 1),
	(3, '2025-05-01', '', 49, 160, NULL, '', '2026-11-23 07:07:43.605047+00', 29, 2, NULL, 1),
	(3, '2025-06-01', '', 46, 160, NULL, '', '2026-11-23 07:07:43.605047+00', 30, 2, NULL, 1),
	(3, '2025-07-01', '', 60, 160, NULL, 'Storfjellkanari', '2026-11-23 07:07:43.605047+00', 31, 2, NULL, 1),
	(3, '2025-08-01', '', 63, 160, NULL, '', '2026-11-23 07:07:43.605048+00', 32, 2, NULL, 1),
	(3, '2025-09-01', '', 61, 160, NULL, '', '2026-11-23 07:07:43.605048+00', 33, 2, NULL, 1),
	(3, '2025-10-01', '', 66, 160, NULL, '', '2026-11-23 07:07:43.605049+00', 34, 2, NULL, 1),
	(3, '2025-11-01', '', 68, 160, NULL, '', '2026-11-23 07:07:43.605049+00', 35, 2, NULL, 1),
	(3, '2025-12-01', '', 67, 160, NULL, '', '2026-11-23 07:07:43.60505+00', 36, 2, NULL, 1),
	(4, '2025-01-01', '', 48, 160, NULL, '', '2026-11-23 07:07:43.611181+00', 37, 2, NULL, 1),
	(4, '2025-02-01', '', 50, 160, NULL, '', '2026-11-23 07:07:43.611183+00', 38, 2, NULL, 1),
	(4, '2025-03-01', '', 47, 160, NULL, '', '2026-11-23 07:07:43.611184+00', 39, 2, NULL, 1),
	(4, '2025-04-01', '', 51, 160, NULL, '', '2026-11-23 07:07:43.611184+00', 40, 2, NULL, 1),
	(4, '2025-05-01', '', 49, 160, NULL, '', '2026-11-23 07:07:43.611184+00', 41, 2, NULL, 1),
	(4, '2025-06-01', '', 46, 160, NULL, '', '2026-11-23 07:07:43.611185+00', 42, 2, NULL, 1),
	(4, '2025-07-01', '', 60, 160, NULL, 'Storfjellkanari', '2026-11-23 07:07:43.611185+00', 43, 2, NULL, 1),
	(4, '2025-08-01', '', 63, 160, NULL, '', '2026-11-23 07:07:43.611185+00', 44, 2, NULL, 1),
	(4, '2025-09-01', '', 61, 160, NULL, '', '2026-11-23 07:07:43.611186+00', 45, 2, NULL, 1),
	(4, '2025-10-01', '', 66, 160, NULL, '', '2026-11-23 07:07:43.611186+00', 46, 2, NULL, 1),
	(4, '2025-11-01', '', 68, 160, NULL, '', '2026-11-23 07:07:43.611187+00', 47, 2, NULL, 1),
	(4, '2025-12-01', '', 67, 160, NULL, '', '2026-11-23 07:07:43.611187+00', 48, 2, NULL, 1),
	(1, '2025-12-01', '', 70, 160, NULL, '', '2026-11-23 07:07:43.485412+00', 12, 1, NULL, 2),
	(1, '2026-01-01', '', 0, 0, NULL, 'Ingen barn: «0» – ikke blankt', '2026-11-23 07:07:43.706823+00', 49, 1, NULL, 1),
	(1, '2026-02-01', '', 12.5, 160, NULL, '', '2026-11-23 07:07:43.724854+00', 50, 1, '2026-11-23 07:07:43.738263+00', 2),
	(5, '2025-01-01', '', NULL, NULL, 0.1, '', '2026-11-23 07:07:43.769208+00', 51, 1, NULL, 1),
	(5, '2025-02-01', '', NULL, NULL, 1e-07, '', '2026-11-23 07:07:43.770843+00', 52, 1, NULL, 1),
	(5, '2025-03-01', '', NULL, NULL, 123456789.123, '', '2026-11-23 07:07:43.772381+00', 53, 1, NULL, 1);
INSERT INTO public.organizations VALUES
	(1, 'Lerkevik kommune', '9901', 'nb', '2026-11-23 07:07:43.454004+00', 1),
	(2, 'Storfjell kommune', '9902', 'nb', '2026-11-23 07:07:43.597321+00', 1);
INSERT INTO public.pauses VALUES
	(2, '2026-07-01', '2026-07-31', 'Ferie Lerkevikkanari', '2026-11-23 07:07:43.580315+00', 1, 1, NULL, 1),
	(4, '2026-07-01', '2026-07-31', 'Ferie Storfjellkanari', '2026-11-23 07:07:43.628544+00', 2, 2, NULL, 1);
INSERT INTO public.pdsa_cycles VALUES
	(1, 1, 'done', 'Ring to familier. Lerkevikkanari', 'En av to melder på barnet. Lerkevikkanari', '2025-06-01 12:00:00+00', '2025-06-10', '2025-06-20', 2, 'Begge meldte på. Lerkevikkanari', 'Bedre enn vi trodde. Lerkevikkanari', 'adopt', 'Prøv med ti. Lerkevikkanari', '2025-06-21 12:00:00+00', '2026-11-23 07:07:43.531156+00', 1, 1, NULL, 1),
	(2, 1, 'done', 'Ring to familier. Storfjellkanari', 'En av to melder på barnet. Storfjellkanari', '2025-06-01 12:00:00+00', '2025-06-10', '2025-06-20', 7, 'Begge meldte på. Storfjellkanari', 'Bedre enn vi trodde. Storfjellkanari', 'adopt', 'Prøv med ti. Storfjellkanari', '2025-06-21 12:00:00+00', '2026-11-23 07:07:43.618643+00', 2, 2, NULL, 1);
INSERT INTO public.people VALUES
	(1, 'Astrid Avkrok', 'administrator@example.no', '$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ', 'nb', false, '2026-11-23 07:07:43.43555+00', NULL, 1),
	(2, 'Pernille Prøvevik', 'lead@example.no', '$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ', 'nb', false, '2026-11-23 07:07:43.438148+00', NULL, 1),
	(3, 'Magnus Måledal', 'member@example.no', '$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ', 'nb', false, '2026-11-23 07:07:43.439505+00', NULL, 1),
	(4, 'Lone Lesnes', 'reader@example.no', '$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ', 'nb', false, '2026-11-23 07:07:43.444213+00', NULL, 1),
	(5, 'Leif Langsyn', 'leader@example.no', '$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ', 'nb', false, '2026-11-23 07:07:43.445456+00', NULL, 1),
	(7, 'Ottar Storfjellkanari', 'outsider@example.no', '$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ', 'nb', false, '2026-11-23 07:07:43.452201+00', NULL, 1),
	(8, 'Olga Opphav', 'operator@example.no', '$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ', 'nb', true, '2026-11-23 07:07:43.453117+00', NULL, 1),
	(9, 'Nils Nykomar', 'nils@example.no', '$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ', 'nn', false, '2026-11-23 07:07:43.798132+00', NULL, 1),
	(6, 'Vibeke Vanleg', 'plain_member@example.no', '$argon2id$v=19$m=8,t=1,p=1$vG3aBRPbJyGKhn+nuF5EJw$kVF/tdF/b5zA+iCT7wbWyVDhStdhJLGdoa81ITctlbQ', 'nb', false, '2026-11-23 07:07:43.446576+00', '2026-03-01 08:30:00+00', 2);
INSERT INTO public.phases VALUES
	(2, '2025-07-01', 'Ny telling Lerkevikkanari', '2026-11-23 07:07:43.572504+00', 1, 1, NULL, 1),
	(4, '2025-07-01', 'Ny telling Storfjellkanari', '2026-11-23 07:07:43.627486+00', 2, 2, NULL, 1),
	(1, '2026-01-01', 'Ny ordning', '2026-11-23 07:07:43.712413+00', 3, 1, NULL, 1);
INSERT INTO public.project_memberships VALUES
	(1, 2, 'lead', '2026-11-23 07:07:43.52003+00', 1, 1, NULL, 1),
	(1, 3, 'member', '2026-11-23 07:07:43.520034+00', 2, 1, NULL, 1),
	(1, 4, 'reader', '2026-11-23 07:07:43.520034+00', 3, 1, NULL, 1),
	(2, 7, 'lead', '2026-11-23 07:07:43.616273+00', 4, 2, NULL, 1);
INSERT INTO public.projects VALUES
	('Gratis fritid Storfjellkanari', 'For få barn blir med. Storfjellkanari', '', 'active', 'plan', NULL, '[]', '2026-11-23 07:07:43.600237+00', 2, 2, NULL, 1),
	('Gratis fritid Lerkevikkanari', 'For få barn blir med. Lerkevikkanari', '', 'paused', 'plan', 'preventive', '["individual"]', '2026-11-23 07:07:43.47384+00', 1, 1, NULL, 2);
INSERT INTO public.quality_dimensions VALUES
	('effective', 1, NULL, NULL, NULL),
	('safe', 2, NULL, NULL, NULL),
	('involving', 3, NULL, NULL, NULL),
	('coordinated', 4, NULL, NULL, NULL),
	('resourceful', 5, NULL, NULL, NULL),
	('fair', 6, NULL, NULL, NULL);
INSERT INTO public.sign_in_sessions VALUES
	(1, '050d51a35192df61058ec965b864dc8f5bc00080992958ea81ca49d08de7aa51', 9, '2026-11-23 07:07:43.807423+00', '2026-12-23 07:07:43.806129+00');
SELECT pg_catalog.setval('public.aims_id_seq', 2, true);
SELECT pg_catalog.setval('public.annotations_id_seq', 2, true);
SELECT pg_catalog.setval('public.audit_events_id_seq', 109, true);
SELECT pg_catalog.setval('public.audit_values_id_seq', 390, true);
SELECT pg_catalog.setval('public.change_ideas_id_seq', 2, true);
SELECT pg_catalog.setval('public.freezes_id_seq', 2, true);
SELECT pg_catalog.setval('public.import_drafts_id_seq', 3, true);
SELECT pg_catalog.setval('public.imported_rows_id_seq', 3, true);
SELECT pg_catalog.setval('public.imports_id_seq', 4, true);
SELECT pg_catalog.setval('public.invitations_id_seq', 3, true);
SELECT pg_catalog.setval('public.measures_id_seq', 5, true);
SELECT pg_catalog.setval('public.memberships_id_seq', 8, true);
SELECT pg_catalog.setval('public.observations_id_seq', 53, true);
SELECT pg_catalog.setval('public.organizations_id_seq', 2, true);
SELECT pg_catalog.setval('public.pauses_id_seq', 2, true);
SELECT pg_catalog.setval('public.pdsa_cycles_id_seq', 2, true);
SELECT pg_catalog.setval('public.people_id_seq', 9, true);
SELECT pg_catalog.setval('public.phases_id_seq', 3, true);
SELECT pg_catalog.setval('public.project_memberships_id_seq', 4, true);
SELECT pg_catalog.setval('public.projects_id_seq', 2, true);
SELECT pg_catalog.setval('public.sign_in_sessions_id_seq', 1, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.aims
    ADD CONSTRAINT pk_aims PRIMARY KEY (id);
ALTER TABLE ONLY public.annotations
    ADD CONSTRAINT pk_annotations PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT pk_audit_events PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_values
    ADD CONSTRAINT pk_audit_values PRIMARY KEY (id);
ALTER TABLE ONLY public.change_ideas
    ADD CONSTRAINT pk_change_ideas PRIMARY KEY (id);
ALTER TABLE ONLY public.freezes
    ADD CONSTRAINT pk_freezes PRIMARY KEY (id);
ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT pk_idempotency_keys PRIMARY KEY (actor, key);
ALTER TABLE ONLY public.import_drafts
    ADD CONSTRAINT pk_import_drafts PRIMARY KEY (id);
ALTER TABLE ONLY public.imported_rows
    ADD CONSTRAINT pk_imported_rows PRIMARY KEY (id);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT pk_imports PRIMARY KEY (id);
ALTER TABLE ONLY public.installation
    ADD CONSTRAINT pk_installation PRIMARY KEY (id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT pk_invitations PRIMARY KEY (id);
ALTER TABLE ONLY public.measure_summaries
    ADD CONSTRAINT pk_measure_summaries PRIMARY KEY (measure_id);
ALTER TABLE ONLY public.measures
    ADD CONSTRAINT pk_measures PRIMARY KEY (id);
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT pk_memberships PRIMARY KEY (id);
ALTER TABLE ONLY public.observations
    ADD CONSTRAINT pk_observations PRIMARY KEY (id);
ALTER TABLE ONLY public.organizations
    ADD CONSTRAINT pk_organizations PRIMARY KEY (id);
ALTER TABLE ONLY public.pauses
    ADD CONSTRAINT pk_pauses PRIMARY KEY (id);
ALTER TABLE ONLY public.pdsa_cycles
    ADD CONSTRAINT pk_pdsa_cycles PRIMARY KEY (id);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT pk_people PRIMARY KEY (id);
ALTER TABLE ONLY public.phases
    ADD CONSTRAINT pk_phases PRIMARY KEY (id);
ALTER TABLE ONLY public.project_memberships
    ADD CONSTRAINT pk_project_memberships PRIMARY KEY (id);
ALTER TABLE ONLY public.projects
    ADD CONSTRAINT pk_projects PRIMARY KEY (id);
ALTER TABLE ONLY public.quality_dimensions
    ADD CONSTRAINT pk_quality_dimensions PRIMARY KEY (key);
ALTER TABLE ONLY public.sign_in_sessions
    ADD CONSTRAINT pk_sign_in_sessions PRIMARY KEY (id);
ALTER TABLE ONLY public.aims
    ADD CONSTRAINT uq_aims_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.annotations
    ADD CONSTRAINT uq_annotations_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT uq_audit_events_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.change_ideas
    ADD CONSTRAINT uq_change_ideas_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.freezes
    ADD CONSTRAINT uq_freezes_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.import_drafts
    ADD CONSTRAINT uq_import_drafts_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.imported_rows
    ADD CONSTRAINT uq_imported_rows_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT uq_imports_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT uq_invitations_token_hash UNIQUE (token_hash);
ALTER TABLE ONLY public.measures
    ADD CONSTRAINT uq_measures_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT uq_memberships_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.observations
    ADD CONSTRAINT uq_observations_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.pauses
    ADD CONSTRAINT uq_pauses_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.pdsa_cycles
    ADD CONSTRAINT uq_pdsa_cycles_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT uq_people_email UNIQUE (email);
ALTER TABLE ONLY public.phases
    ADD CONSTRAINT uq_phases_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.project_memberships
    ADD CONSTRAINT uq_project_memberships_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.projects
    ADD CONSTRAINT uq_projects_organization_id_id UNIQUE (organization_id, id);
ALTER TABLE ONLY public.sign_in_sessions
    ADD CONSTRAINT uq_sign_in_sessions_token_hash UNIQUE (token_hash);
CREATE INDEX ix_aims_organization_id_measure_id ON public.aims USING btree (organization_id, measure_id);
CREATE INDEX ix_aims_organization_id_project_id ON public.aims USING btree (organization_id, project_id);
CREATE INDEX ix_annotations_organization_id_measure_id ON public.annotations USING btree (organization_id, measure_id);
CREATE INDEX ix_audit_events_organization_id_noun_noun_id ON public.audit_events USING btree (organization_id, noun, noun_id);
CREATE INDEX ix_audit_values_organization_id_event_id ON public.audit_values USING btree (organization_id, event_id);
CREATE INDEX ix_change_ideas_organization_id_project_id ON public.change_ideas USING btree (organization_id, project_id);
CREATE INDEX ix_freezes_organization_id_measure_id ON public.freezes USING btree (organization_id, measure_id);
CREATE UNIQUE INDEX ix_freezes_organization_id_measure_id_until ON public.freezes USING btree (organization_id, measure_id, until) WHERE (deleted_at IS NULL);
CREATE INDEX ix_import_drafts_organization_id_measure_id ON public.import_drafts USING btree (organization_id, measure_id);
CREATE INDEX ix_imported_rows_organization_id_import_id ON public.imported_rows USING btree (organization_id, import_id);
CREATE INDEX ix_imported_rows_organization_id_observation_id ON public.imported_rows USING btree (organization_id, observation_id);
CREATE INDEX ix_imports_organization_id_measure_id ON public.imports USING btree (organization_id, measure_id);
CREATE INDEX ix_invitations_organization_id ON public.invitations USING btree (organization_id);
CREATE INDEX ix_measure_summaries_organization_id_measure_id ON public.measure_summaries USING btree (organization_id, measure_id);
CREATE INDEX ix_measures_organization_id_project_id ON public.measures USING btree (organization_id, project_id);
CREATE UNIQUE INDEX ix_memberships_organization_id_person_id ON public.memberships USING btree (organization_id, person_id) WHERE (deleted_at IS NULL);
CREATE INDEX ix_memberships_person_id ON public.memberships USING btree (person_id);
CREATE INDEX ix_observations_organization_id_measure_id ON public.observations USING btree (organization_id, measure_id);
CREATE UNIQUE INDEX ix_observations_organization_id_measure_id_period_stratum ON public.observations USING btree (organization_id, measure_id, period, stratum) WHERE (deleted_at IS NULL);
CREATE INDEX ix_pauses_organization_id_measure_id ON public.pauses USING btree (organization_id, measure_id);
CREATE INDEX ix_pdsa_cycles_organization_id_change_idea_id ON public.pdsa_cycles USING btree (organization_id, change_idea_id);
CREATE UNIQUE INDEX ix_pdsa_cycles_organization_id_change_idea_id_number ON public.pdsa_cycles USING btree (organization_id, change_idea_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX ix_phases_organization_id_measure_id ON public.phases USING btree (organization_id, measure_id);
CREATE UNIQUE INDEX ix_phases_organization_id_measure_id_starts_on ON public.phases USING btree (organization_id, measure_id, starts_on) WHERE (deleted_at IS NULL);
CREATE INDEX ix_project_memberships_organization_id_project_id ON public.project_memberships USING btree (organization_id, project_id);
CREATE UNIQUE INDEX ix_project_memberships_organization_id_project_id_person_id ON public.project_memberships USING btree (organization_id, project_id, person_id) WHERE (deleted_at IS NULL);
CREATE INDEX ix_project_memberships_person_id ON public.project_memberships USING btree (person_id);
CREATE INDEX ix_sign_in_sessions_person_id ON public.sign_in_sessions USING btree (person_id);
ALTER TABLE ONLY public.aims
    ADD CONSTRAINT fk_aims_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.aims
    ADD CONSTRAINT fk_aims_organization_id_measure_id FOREIGN KEY (organization_id, measure_id) REFERENCES public.measures(organization_id, id);
ALTER TABLE ONLY public.aims
    ADD CONSTRAINT fk_aims_organization_id_project_id FOREIGN KEY (organization_id, project_id) REFERENCES public.projects(organization_id, id);
ALTER TABLE ONLY public.annotations
    ADD CONSTRAINT fk_annotations_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.annotations
    ADD CONSTRAINT fk_annotations_organization_id_measure_id FOREIGN KEY (organization_id, measure_id) REFERENCES public.measures(organization_id, id);
ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT fk_audit_events_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT fk_audit_events_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.audit_values
    ADD CONSTRAINT fk_audit_values_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.audit_values
    ADD CONSTRAINT fk_audit_values_organization_id_event_id FOREIGN KEY (organization_id, event_id) REFERENCES public.audit_events(organization_id, id);
ALTER TABLE ONLY public.change_ideas
    ADD CONSTRAINT fk_change_ideas_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.change_ideas
    ADD CONSTRAINT fk_change_ideas_organization_id_project_id FOREIGN KEY (organization_id, project_id) REFERENCES public.projects(organization_id, id);
ALTER TABLE ONLY public.change_ideas
    ADD CONSTRAINT fk_change_ideas_owner_id FOREIGN KEY (owner_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.freezes
    ADD CONSTRAINT fk_freezes_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.freezes
    ADD CONSTRAINT fk_freezes_organization_id_measure_id FOREIGN KEY (organization_id, measure_id) REFERENCES public.measures(organization_id, id);
ALTER TABLE ONLY public.import_drafts
    ADD CONSTRAINT fk_import_drafts_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.import_drafts
    ADD CONSTRAINT fk_import_drafts_organization_id_measure_id FOREIGN KEY (organization_id, measure_id) REFERENCES public.measures(organization_id, id);
ALTER TABLE ONLY public.import_drafts
    ADD CONSTRAINT fk_import_drafts_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.imported_rows
    ADD CONSTRAINT fk_imported_rows_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.imported_rows
    ADD CONSTRAINT fk_imported_rows_organization_id_import_id FOREIGN KEY (organization_id, import_id) REFERENCES public.imports(organization_id, id);
ALTER TABLE ONLY public.imported_rows
    ADD CONSTRAINT fk_imported_rows_organization_id_observation_id FOREIGN KEY (organization_id, observation_id) REFERENCES public.observations(organization_id, id);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT fk_imports_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT fk_imports_organization_id_measure_id FOREIGN KEY (organization_id, measure_id) REFERENCES public.measures(organization_id, id);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT fk_imports_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT fk_invitations_invited_by_id FOREIGN KEY (invited_by_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT fk_invitations_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.measure_summaries
    ADD CONSTRAINT fk_measure_summaries_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.measure_summaries
    ADD CONSTRAINT fk_measure_summaries_organization_id_measure_id FOREIGN KEY (organization_id, measure_id) REFERENCES public.measures(organization_id, id);
ALTER TABLE ONLY public.measures
    ADD CONSTRAINT fk_measures_collector_id FOREIGN KEY (collector_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.measures
    ADD CONSTRAINT fk_measures_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.measures
    ADD CONSTRAINT fk_measures_organization_id_project_id FOREIGN KEY (organization_id, project_id) REFERENCES public.projects(organization_id, id);
ALTER TABLE ONLY public.measures
    ADD CONSTRAINT fk_measures_owner_id FOREIGN KEY (owner_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.measures
    ADD CONSTRAINT fk_measures_stand_in_id FOREIGN KEY (stand_in_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT fk_memberships_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT fk_memberships_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.observations
    ADD CONSTRAINT fk_observations_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.observations
    ADD CONSTRAINT fk_observations_organization_id_measure_id FOREIGN KEY (organization_id, measure_id) REFERENCES public.measures(organization_id, id);
ALTER TABLE ONLY public.pauses
    ADD CONSTRAINT fk_pauses_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.pauses
    ADD CONSTRAINT fk_pauses_organization_id_measure_id FOREIGN KEY (organization_id, measure_id) REFERENCES public.measures(organization_id, id);
ALTER TABLE ONLY public.pdsa_cycles
    ADD CONSTRAINT fk_pdsa_cycles_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.pdsa_cycles
    ADD CONSTRAINT fk_pdsa_cycles_organization_id_change_idea_id FOREIGN KEY (organization_id, change_idea_id) REFERENCES public.change_ideas(organization_id, id);
ALTER TABLE ONLY public.pdsa_cycles
    ADD CONSTRAINT fk_pdsa_cycles_owner_id FOREIGN KEY (owner_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.phases
    ADD CONSTRAINT fk_phases_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.phases
    ADD CONSTRAINT fk_phases_organization_id_measure_id FOREIGN KEY (organization_id, measure_id) REFERENCES public.measures(organization_id, id);
ALTER TABLE ONLY public.project_memberships
    ADD CONSTRAINT fk_project_memberships_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.project_memberships
    ADD CONSTRAINT fk_project_memberships_organization_id_project_id FOREIGN KEY (organization_id, project_id) REFERENCES public.projects(organization_id, id);
ALTER TABLE ONLY public.project_memberships
    ADD CONSTRAINT fk_project_memberships_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE ONLY public.projects
    ADD CONSTRAINT fk_projects_organization_id FOREIGN KEY (organization_id) REFERENCES public.organizations(id);
ALTER TABLE ONLY public.sign_in_sessions
    ADD CONSTRAINT fk_sign_in_sessions_person_id FOREIGN KEY (person_id) REFERENCES public.people(id);
ALTER TABLE public.aims ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.annotations ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.audit_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.audit_values ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.change_ideas ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.freezes ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.import_drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.imported_rows ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.measure_summaries ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.measures ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.observations ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.pauses ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.pdsa_cycles ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.phases ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.project_memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.projects ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON public.aims USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.annotations USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.audit_events USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.audit_values USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.change_ideas USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.freezes USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.import_drafts USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.imported_rows USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.imports USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.measure_summaries USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.measures USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.memberships USING (((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])) OR (person_id = (NULLIF(current_setting('qi.person'::text, true), ''::text))::integer))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.observations USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.pauses USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.pdsa_cycles USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.phases USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.project_memberships USING (((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])) OR (person_id = (NULLIF(current_setting('qi.person'::text, true), ''::text))::integer))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
CREATE POLICY tenant ON public.projects USING ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[]))) WITH CHECK ((organization_id = ANY ((NULLIF(current_setting('qi.organizations'::text, true), ''::text))::integer[])));
GRANT USAGE ON SCHEMA public TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.aims TO qi_app;
GRANT USAGE ON SEQUENCE public.aims_id_seq TO qi_app;
GRANT SELECT ON TABLE public.alembic_version TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.annotations TO qi_app;
GRANT USAGE ON SEQUENCE public.annotations_id_seq TO qi_app;
GRANT SELECT,INSERT ON TABLE public.audit_events TO qi_app;
GRANT USAGE ON SEQUENCE public.audit_events_id_seq TO qi_app;
GRANT SELECT,INSERT ON TABLE public.audit_values TO qi_app;
GRANT USAGE ON SEQUENCE public.audit_values_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.change_ideas TO qi_app;
GRANT USAGE ON SEQUENCE public.change_ideas_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.freezes TO qi_app;
GRANT USAGE ON SEQUENCE public.freezes_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency_keys TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.import_drafts TO qi_app;
GRANT USAGE ON SEQUENCE public.import_drafts_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.imported_rows TO qi_app;
GRANT USAGE ON SEQUENCE public.imported_rows_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.imports TO qi_app;
GRANT USAGE ON SEQUENCE public.imports_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.installation TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.invitations TO qi_app;
GRANT USAGE ON SEQUENCE public.invitations_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.measure_summaries TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.measures TO qi_app;
GRANT USAGE ON SEQUENCE public.measures_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.memberships TO qi_app;
GRANT USAGE ON SEQUENCE public.memberships_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.observations TO qi_app;
GRANT USAGE ON SEQUENCE public.observations_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.organizations TO qi_app;
GRANT USAGE ON SEQUENCE public.organizations_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pauses TO qi_app;
GRANT USAGE ON SEQUENCE public.pauses_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pdsa_cycles TO qi_app;
GRANT USAGE ON SEQUENCE public.pdsa_cycles_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.people TO qi_app;
GRANT USAGE ON SEQUENCE public.people_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.phases TO qi_app;
GRANT USAGE ON SEQUENCE public.phases_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.project_memberships TO qi_app;
GRANT USAGE ON SEQUENCE public.project_memberships_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects TO qi_app;
GRANT USAGE ON SEQUENCE public.projects_id_seq TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.quality_dimensions TO qi_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sign_in_sessions TO qi_app;
GRANT USAGE ON SEQUENCE public.sign_in_sessions_id_seq TO qi_app;
