-- The customer's side of the strategy: journeys with their maps, what was seen on the spot, and the gaps between as it is and as it is to be.

-- Makes a table an organisation's own, keeps its versions, and gives them the indexes that reading the past and telling differences need.
create procedure keep_record(t text, keys text[] default array['org_id', 'id']) language plpgsql as $$
declare col text; begin
  call own_by_organisation(t);
  call history.track(t, keys);
  execute format('create index on history.%I (org_id, recorded_from)', t);
  for col in
    select distinct a.attname from pg_index i
    join pg_attribute o on o.attrelid = i.indrelid and o.attnum = i.indkey[0] and o.attname = 'org_id'
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[1] and a.attname like '%\_id'
    where i.indrelid = format('public.%I', t)::regclass and not i.indisprimary
  loop
    execute format('create index on history.%I (org_id, %I, recorded_to)', t, col);
  end loop;
end $$;

-- ── Journeys ────────────────────────────────────────────────────────────────────────────────────────────────────────
-- Where a customer meets the company: a counter, a page, a hotline.
create table touchpoint (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  channel text not null default 'in person'
    check (channel in ('in person', 'phone', 'website', 'app', 'e-mail', 'chat', 'post', 'self-service', 'social media', 'signage', 'partner')),
  description text not null default '',
  owner_id uuid, -- the process owner: who answers for how it works
  unit_id uuid,
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, unit_id) references unit (org_id, id)
);
create unique index touchpoint_name on touchpoint (org_id, lower(name)) where archived_at is null;
create index touchpoint_owner on touchpoint (org_id, owner_id);

create table journey (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  description text not null default '',
  persona_id uuid, -- whose journey it is
  owner_id uuid,
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, persona_id) references persona (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id)
);
create unique index journey_name on journey (org_id, lower(name)) where archived_at is null;
create index journey_owner on journey (org_id, owner_id);
create index journey_persona on journey (org_id, persona_id);

-- A journey is drawn as it is and as it is to be, each in numbered versions of which at most one is current.
create table journey_map (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  journey_id uuid not null,
  kind text not null check (kind in ('as-is', 'to-be')),
  number int not null,
  state text not null default 'draft' check (state in ('draft', 'current', 'superseded')),
  reason text not null default '', -- why there is a new version
  copied_from_id uuid,
  made_current_by uuid, made_current_at timestamptz,
  superseded_at timestamptz,
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  unique (org_id, journey_id, kind, number),
  foreign key (org_id, journey_id) references journey (org_id, id),
  foreign key (org_id, copied_from_id) references journey_map (org_id, id),
  foreign key (org_id, made_current_by) references member (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id)
);
create unique index journey_map_one_current on journey_map (org_id, journey_id, kind) where state = 'current' and archived_at is null;

create table journey_phase (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  journey_map_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  position int not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, journey_map_id) references journey_map (org_id, id)
);
create index journey_phase_map on journey_phase (org_id, journey_map_id, position);

create table journey_step (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  journey_map_id uuid not null,
  journey_phase_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  description text not null default '', -- what the customer does and needs here
  position int not null default 0,
  touchpoint_id uuid,
  owner_id uuid, -- the process owner
  success int check (success between 1 and 5), -- 1: the customer does not get what they came for, 5: always does
  effort int check (effort between 1 and 5), -- 1: none, 5: very much
  emotion int check (emotion between 1 and 5), -- 1: very bad, 5: very good
  rating_note text not null default '', -- what the ratings rest on
  evidence_grade text not null default 'assumed' check (evidence_grade in ('assumed', 'reported', 'observed', 'measured')),
  came_from_id uuid, -- the step it was copied from, of whatever map
  line_id uuid not null, -- the first of its line: the same step in every map and version of its journey
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, journey_map_id) references journey_map (org_id, id),
  foreign key (org_id, journey_phase_id) references journey_phase (org_id, id),
  foreign key (org_id, touchpoint_id) references touchpoint (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, came_from_id) references journey_step (org_id, id)
);
create index journey_step_map on journey_step (org_id, journey_map_id);
create index journey_step_phase on journey_step (org_id, journey_phase_id);
create index journey_step_touchpoint on journey_step (org_id, touchpoint_id);
create index journey_step_came_from on journey_step (org_id, came_from_id);
create index journey_step_line on journey_step (org_id, line_id);

create table journey_step_kpi (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  journey_step_id uuid not null, kpi_id uuid not null,
  primary key (org_id, journey_step_id, kpi_id),
  foreign key (org_id, journey_step_id) references journey_step (org_id, id),
  foreign key (org_id, kpi_id) references kpi (org_id, id)
);
create index journey_step_kpi_back on journey_step_kpi (org_id, kpi_id);

-- ── Observations ────────────────────────────────────────────────────────────────────────────────────────────────────
create table observation (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  what text not null check (length(what) between 1 and 4000), -- what was seen
  quote text not null default '', -- what the customer said, personal data masked
  place text not null default '',
  seen_at timestamptz not null,
  severity int not null default 2 check (severity between 1 and 4), -- 1: a nuisance, 4: customers leave over it
  journey_step_id uuid,
  touchpoint_id uuid,
  unit_id uuid,
  observer_id uuid not null,
  picture_id uuid,
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, journey_step_id) references journey_step (org_id, id),
  foreign key (org_id, touchpoint_id) references touchpoint (org_id, id),
  foreign key (org_id, unit_id) references unit (org_id, id),
  foreign key (org_id, observer_id) references member (org_id, id),
  foreign key (org_id, picture_id) references picture (org_id, id)
);
create index observation_newest on observation (org_id, seen_at desc, id);
create index observation_step on observation (org_id, journey_step_id);
create index observation_touchpoint on observation (org_id, touchpoint_id);
create index observation_observer on observation (org_id, observer_id);

-- ── Gaps ────────────────────────────────────────────────────────────────────────────────────────────────────────────
-- What lies between a step as it is and as it is to be.
create table gap (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  description text not null default '',
  as_is_step_id uuid,
  to_be_step_id uuid,
  touchpoint_id uuid, -- where there is no step yet
  persona_id uuid, -- who feels it
  segment_id uuid,
  barrier text not null default 'not known' check (barrier in ('not known', 'people', 'process', 'technology', 'policy', 'data', 'culture', 'partner', 'money')),
  size int not null default 3 check (size between 1 and 5), -- how far apart: 1 hardly, 5 completely
  value int check (value between 1 and 5), -- of closing it, to customers and company
  effort int check (effort between 1 and 5), -- of closing it
  owner_id uuid,
  state text not null default 'open' check (state in ('open', 'being closed', 'closed', 'accepted')), -- accepted: we live with it, because
  state_reason text not null default '',
  state_changed_on date,
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, as_is_step_id) references journey_step (org_id, id),
  foreign key (org_id, to_be_step_id) references journey_step (org_id, id),
  foreign key (org_id, touchpoint_id) references touchpoint (org_id, id),
  foreign key (org_id, persona_id) references persona (org_id, id),
  foreign key (org_id, segment_id) references segment (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id)
);
create index gap_name on gap (org_id, lower(name), id) where archived_at is null;
create index gap_as_is_step on gap (org_id, as_is_step_id);
create index gap_to_be_step on gap (org_id, to_be_step_id);
create index gap_owner on gap (org_id, owner_id);

-- What a gap rests on (themes and responses: 0010), and what is done about it.
create table gap_observation (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  gap_id uuid not null, observation_id uuid not null,
  primary key (org_id, gap_id, observation_id),
  foreign key (org_id, gap_id) references gap (org_id, id),
  foreign key (org_id, observation_id) references observation (org_id, id)
);
create index gap_observation_back on gap_observation (org_id, observation_id);
create table initiative_gap (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  initiative_id uuid not null, gap_id uuid not null,
  primary key (org_id, initiative_id, gap_id),
  foreign key (org_id, initiative_id) references initiative (org_id, id),
  foreign key (org_id, gap_id) references gap (org_id, id)
);
create index initiative_gap_back on initiative_gap (org_id, gap_id);

do $$ declare t text; begin
  foreach t in array array['touchpoint', 'journey', 'journey_map', 'journey_phase', 'journey_step', 'observation', 'gap'] loop
    call keep_record(t);
  end loop;
end $$;
call keep_record('journey_step_kpi', array['org_id', 'journey_step_id', 'kpi_id']);
call keep_record('gap_observation', array['org_id', 'gap_id', 'observation_id']);
call keep_record('initiative_gap', array['org_id', 'initiative_id', 'gap_id']);

call search_by('touchpoint', 'name', 'description');
call search_by('journey', 'name', 'description');
call search_by('journey_step', 'name', 'description', 'journey_map_id');
call search_by('observation', 'what', 'quote,place');
call search_by('gap', 'name', 'description,state_reason');
