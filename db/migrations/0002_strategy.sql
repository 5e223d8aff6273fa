-- The strategy itself: vision, values, outcomes, personas, KPIs, initiatives, action plans. One block a room.

-- ── Vision ──────────────────────────────────────────────────────────────────────────────────────────────────────────
create table vision (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  number int not null,
  state text not null default 'draft' check (state in ('draft', 'proposed', 'ratified', 'superseded')),
  statement text not null,
  brand_promise text not null default '',
  reason text not null default '', -- why it changed
  effective_on date,
  proposed_by uuid, proposed_at timestamptz,
  ratified_by uuid, ratified_at timestamptz,
  superseded_at timestamptz,
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  unique (org_id, number),
  foreign key (org_id, proposed_by) references member (org_id, id),
  foreign key (org_id, ratified_by) references member (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id)
);
create unique index vision_one_ratified on vision (org_id) where state = 'ratified';

create table core_value (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  name text not null,
  meaning text not null default '',
  dos text not null default '', -- one a line
  donts text not null default '',
  position int not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id)
);
create unique index core_value_name on core_value (org_id, lower(name)) where archived_at is null;

create table pillar (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  name text not null,
  description text not null default '',
  position int not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id)
);
create unique index pillar_name on pillar (org_id, lower(name)) where archived_at is null;

-- ── KPIs ────────────────────────────────────────────────────────────────────────────────────────────────────────────
create table kpi (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('perception', 'behaviour', 'operations', 'finance', 'employee')),
  definition text not null default '',
  formula text not null default '',
  unit text not null default '',
  decimals int not null default 1 check (decimals between 0 and 4),
  score_kind text not null default 'amount' check (score_kind in ('nps', 'csat', 'ces', 'mean', 'share', 'sum', 'count', 'amount')),
  direction text not null check (direction in ('up', 'down')),
  frequency text not null check (frequency in ('weekly', 'monthly', 'quarterly', 'yearly')),
  source text not null default '',
  owner_id uuid,
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id)
);
create unique index kpi_name on kpi (org_id, lower(name)) where archived_at is null;
create index kpi_owner on kpi (org_id, owner_id);

create table kpi_target (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  kpi_id uuid not null,
  due_on date not null, -- the day by which the value is to be reached; the path between targets is linear
  value numeric not null,
  reason text not null,
  withdrawn_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, kpi_id) references kpi (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id)
);
create unique index kpi_target_day on kpi_target (org_id, kpi_id, due_on) where withdrawn_at is null;

create table kpi_value (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  kpi_id uuid not null,
  period date not null, -- first day of the period it is about
  value numeric not null,
  n int check (n >= 0),
  sd numeric check (sd >= 0),
  promoters int check (promoters >= 0), detractors int check (detractors >= 0), -- NPS only: its band needs them
  note text not null default '',
  source text not null default 'typed' check (source in ('typed', 'imported', 'update')),
  data_import_id uuid,
  recorded_by uuid,
  recorded_at timestamptz not null default current_moment(),
  version int not null default 1, -- above 1: restated; the earlier values stand in history.kpi_value
  primary key (org_id, id),
  foreign key (org_id, kpi_id) references kpi (org_id, id),
  foreign key (org_id, data_import_id) references data_import (org_id, id),
  foreign key (org_id, recorded_by) references member (org_id, id)
);
create unique index kpi_value_period on kpi_value (org_id, kpi_id, period desc);

-- Kept with every write, so that no page scans values: the newest value, its band, the target then, and the last 13 values.
create table kpi_standing (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  kpi_id uuid not null,
  value_count int not null default 0,
  period date, value numeric, n int, low numeric, high numeric,
  previous_period date, previous_value numeric,
  target numeric,
  against_target text not null default 'no target' check (against_target in ('met', 'within the band', 'missed', 'no target')),
  recent jsonb not null default '[]', -- [{period, value}], oldest first
  next_due_on date,
  primary key (org_id, kpi_id),
  foreign key (org_id, kpi_id) references kpi (org_id, id) on delete cascade
);
create index kpi_standing_due on kpi_standing (org_id, next_due_on);

-- ── Outcomes ────────────────────────────────────────────────────────────────────────────────────────────────────────
create table outcome (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  pillar_id uuid not null,
  horizon int not null check (horizon between 1 and 3), -- year 1, 2 or 3
  title text not null,
  description text not null default '',
  what_kpi_id uuid, -- the WHAT measure
  what_target text not null default '',
  how_question text not null default '', -- the HOW measure: what people rate from 1 to 5
  owner_id uuid,
  state text not null default 'open' check (state in ('open', 'achieved', 'table stakes')),
  position int not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, pillar_id) references pillar (org_id, id),
  foreign key (org_id, what_kpi_id) references kpi (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id)
);
create table how_rating (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  outcome_id uuid not null,
  member_id uuid not null,
  rating int not null check (rating between 1 and 5),
  comment text not null default '',
  rated_on date not null,
  created_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, outcome_id) references outcome (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id)
);
create index how_rating_outcome on how_rating (org_id, outcome_id, rated_on desc);

-- ── Personas ────────────────────────────────────────────────────────────────────────────────────────────────────────
create table segment (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  name text not null,
  description text not null default '',
  share numeric check (share between 0 and 100), -- per cent of all customers
  current_value int not null default 3 check (current_value between 1 and 5),
  potential_value int not null default 3 check (potential_value between 1 and 5),
  value_note text not null default '',
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id)
);
create unique index segment_name on segment (org_id, lower(name)) where archived_at is null;
create table persona (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  name text not null,
  segment_id uuid,
  summary text not null default '',
  quote text not null default '',
  needs text not null default '', expectations text not null default '', goals text not null default '', challenges text not null default '', -- one a line
  picture_id uuid,
  owner_id uuid,
  review_by date,
  reviewed_on date,
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, segment_id) references segment (org_id, id),
  foreign key (org_id, picture_id) references picture (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id)
);
create unique index persona_name on persona (org_id, lower(name)) where archived_at is null;
create index persona_owner on persona (org_id, owner_id);

-- ── Initiatives ─────────────────────────────────────────────────────────────────────────────────────────────────────
create table initiative (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  name text not null,
  purpose text not null default '',
  stage text not null default 'idea' check (stage in ('idea', 'proposed', 'approved', 'running', 'finished', 'stopped')),
  owner_id uuid, -- accountable
  owner_accepted_at timestamptz,
  sponsor_id uuid,
  unit_id uuid,
  about_people boolean not null default false,
  about_process boolean not null default false,
  about_technology boolean not null default false,
  ad_hoc_reason text not null default '', -- why it may serve no value and no outcome
  starts_on date,
  ends_on date,
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, sponsor_id) references member (org_id, id),
  foreign key (org_id, unit_id) references unit (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id),
  check (ends_on is null or starts_on is null or ends_on >= starts_on)
);
create index initiative_name on initiative (org_id, lower(name), id) where archived_at is null;
create index initiative_stage on initiative (org_id, stage) where archived_at is null;
create index initiative_owner on initiative (org_id, owner_id);

create table initiative_core_value (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  initiative_id uuid not null, core_value_id uuid not null,
  primary key (org_id, initiative_id, core_value_id),
  foreign key (org_id, initiative_id) references initiative (org_id, id),
  foreign key (org_id, core_value_id) references core_value (org_id, id)
);
create table initiative_outcome (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  initiative_id uuid not null, outcome_id uuid not null,
  primary key (org_id, initiative_id, outcome_id),
  foreign key (org_id, initiative_id) references initiative (org_id, id),
  foreign key (org_id, outcome_id) references outcome (org_id, id)
);
create index initiative_outcome_back on initiative_outcome (org_id, outcome_id);
create table initiative_persona (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  initiative_id uuid not null, persona_id uuid not null,
  primary key (org_id, initiative_id, persona_id),
  foreign key (org_id, initiative_id) references initiative (org_id, id),
  foreign key (org_id, persona_id) references persona (org_id, id)
);
create index initiative_persona_back on initiative_persona (org_id, persona_id);
create table initiative_kpi (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  initiative_id uuid not null,
  kpi_id uuid not null,
  hypothesis text not null default '',
  expected_direction text not null check (expected_direction in ('up', 'down')),
  expected_size numeric, -- in the KPI's unit
  confidence text not null default 'medium' check (confidence in ('low', 'medium', 'high')),
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  unique (org_id, initiative_id, kpi_id),
  foreign key (org_id, initiative_id) references initiative (org_id, id),
  foreign key (org_id, kpi_id) references kpi (org_id, id)
);
create index initiative_kpi_back on initiative_kpi (org_id, kpi_id);

-- ── Action plans ────────────────────────────────────────────────────────────────────────────────────────────────────
create table action_plan (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  initiative_id uuid not null,
  name text not null,
  purpose text not null default '',
  owner_id uuid,
  owner_accepted_at timestamptz,
  reviewer_id uuid,
  cadence text not null default 'monthly' check (cadence in ('weekly', 'every two weeks', 'monthly', 'quarterly')),
  kpi_id uuid, -- whose value is asked for in the update form
  starts_on date,
  ends_on date,
  finished_on date,
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, initiative_id) references initiative (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, reviewer_id) references member (org_id, id),
  foreign key (org_id, kpi_id) references kpi (org_id, id),
  check (reviewer_id is distinct from owner_id or owner_id is null),
  check (ends_on is null or starts_on is null or ends_on >= starts_on)
);
create index action_plan_initiative on action_plan (org_id, initiative_id);
create index action_plan_owner on action_plan (org_id, owner_id) where archived_at is null;
create index action_plan_name on action_plan (org_id, lower(name), id) where archived_at is null;

create table milestone (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  action_plan_id uuid not null,
  name text not null,
  due_on date not null,
  first_due_on date not null,
  reached_on date,
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, action_plan_id) references action_plan (org_id, id)
);
create index milestone_plan on milestone (org_id, action_plan_id, due_on);

create table action_item (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  action_plan_id uuid not null,
  milestone_id uuid,
  title text not null,
  owner_id uuid,
  due_on date,
  first_due_on date, -- the day first promised; due_on moves with a reason
  weight numeric not null default 1 check (weight > 0 and weight <= 100),
  progress int not null default 0 check (progress between 0 and 100),
  done_on date,
  evidence_url text,
  blocked_by_id uuid,
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, action_plan_id) references action_plan (org_id, id),
  foreign key (org_id, milestone_id) references milestone (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, blocked_by_id) references action_item (org_id, id),
  check (blocked_by_id is distinct from id),
  check ((done_on is not null) = (progress = 100))
);
create index action_item_plan on action_item (org_id, action_plan_id, due_on);
create index action_item_open on action_item (org_id, owner_id, due_on) where done_on is null and archived_at is null;

create table plan_update (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  action_plan_id uuid not null,
  stated_status text not null check (stated_status in ('on track', 'at risk', 'off track', 'done')),
  sentence text not null,
  next_step text not null default '',
  help_wanted text not null default '',
  kpi_value_id uuid,
  author_id uuid not null,
  made_on date not null,
  acknowledged_by uuid,
  acknowledged_at timestamptz,
  created_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, action_plan_id) references action_plan (org_id, id),
  foreign key (org_id, kpi_value_id) references kpi_value (org_id, id),
  foreign key (org_id, author_id) references member (org_id, id),
  foreign key (org_id, acknowledged_by) references member (org_id, id)
);
create index plan_update_plan on plan_update (org_id, action_plan_id, made_on desc, id desc);
create index plan_update_open on plan_update (org_id, action_plan_id) where acknowledged_at is null;

-- Kept with every write and re-judged every night (the clock alone can make a plan stale).
create table plan_standing (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  action_plan_id uuid not null,
  item_count int not null default 0,
  done_count int not null default 0,
  overdue_count int not null default 0,
  progress numeric, -- 0 to 100; null: no data
  stated text check (stated in ('on track', 'at risk', 'off track', 'done')),
  last_update_id uuid,
  last_update_on date,
  next_update_due_on date, -- null when no update is owed
  derived text not null default 'no data' check (derived in ('on track', 'at risk', 'off track', 'stale', 'done', 'no data')),
  derived_sentence text not null default '',
  disagrees boolean not null default false,
  judged_on date not null,
  primary key (org_id, action_plan_id),
  foreign key (org_id, action_plan_id) references action_plan (org_id, id) on delete cascade
);
create index plan_standing_due on plan_standing (org_id, next_update_due_on);
create index plan_standing_disagrees on plan_standing (org_id) where disagrees;

create table initiative_standing (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  initiative_id uuid not null,
  plan_count int not null default 0,
  item_count int not null default 0,
  progress numeric,
  derived text not null default 'no data' check (derived in ('on track', 'at risk', 'off track', 'stale', 'done', 'no data')),
  disagreements int not null default 0,
  last_update_on date,
  primary key (org_id, initiative_id),
  foreign key (org_id, initiative_id) references initiative (org_id, id) on delete cascade
);

do $$ declare t text; begin
  foreach t in array array['vision', 'core_value', 'pillar', 'kpi', 'kpi_target', 'kpi_value', 'kpi_standing', 'outcome', 'how_rating', 'segment', 'persona',
    'initiative', 'initiative_core_value', 'initiative_outcome', 'initiative_persona', 'initiative_kpi',
    'action_plan', 'milestone', 'action_item', 'plan_update', 'plan_standing', 'initiative_standing'] loop
    call own_by_organisation(t);
  end loop;
  foreach t in array array['vision', 'core_value', 'pillar', 'kpi', 'kpi_target', 'kpi_value', 'outcome', 'how_rating', 'segment', 'persona',
    'initiative', 'initiative_kpi', 'action_plan', 'milestone', 'action_item', 'plan_update'] loop
    call history.track(t);
  end loop;
end $$;
call history.track('initiative_core_value', array['org_id', 'initiative_id', 'core_value_id']);
call history.track('initiative_outcome', array['org_id', 'initiative_id', 'outcome_id']);
call history.track('initiative_persona', array['org_id', 'initiative_id', 'persona_id']);

call search_by('vision', 'statement', 'brand_promise,reason');
call search_by('core_value', 'name', 'meaning,dos,donts');
call search_by('pillar', 'name', 'description');
call search_by('outcome', 'title', 'description,how_question');
call search_by('segment', 'name', 'description,value_note');
call search_by('persona', 'name', 'summary,quote,needs,expectations,goals,challenges');
call search_by('kpi', 'name', 'definition,formula,source');
call search_by('initiative', 'name', 'purpose');
call search_by('action_plan', 'name', 'purpose');
call search_by('milestone', 'name', '', 'action_plan_id');
call search_by('action_item', 'title', '', 'action_plan_id');
call search_by('plan_update', 'sentence', 'next_step,help_wanted', 'action_plan_id');
