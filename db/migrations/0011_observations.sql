-- Going and seeing: planned visits with what they brought back, and what one customer went through, laid over the steps of a journey.

-- ── Planned visits ──────────────────────────────────────────────────────────────────────────────────────────────────
create table visit (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  purpose text not null check (length(purpose) between 1 and 300), -- why somebody goes there
  touchpoint_id uuid,
  journey_step_id uuid,
  place text not null default '',
  visitor_id uuid not null, -- who goes
  due_on date not null,
  done_on date,
  note text not null default '', -- what there was to say where nothing was added
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, touchpoint_id) references touchpoint (org_id, id),
  foreign key (org_id, journey_step_id) references journey_step (org_id, id),
  foreign key (org_id, visitor_id) references member (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id)
);
create index visit_due on visit (org_id, due_on, id);
create index visit_visitor on visit (org_id, visitor_id, due_on);
create index visit_touchpoint on visit (org_id, touchpoint_id);

-- What a visit brought back; an observation comes of one visit at most.
create table visit_observation (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  visit_id uuid not null, observation_id uuid not null,
  primary key (org_id, visit_id, observation_id),
  unique (org_id, observation_id),
  foreign key (org_id, visit_id) references visit (org_id, id),
  foreign key (org_id, observation_id) references observation (org_id, id)
);

-- ── Reconstructions ─────────────────────────────────────────────────────────────────────────────────────────────────
-- What one customer, named by a pseudonym, went through: the lines of a file as they came, personal data masked, and what was read of them.
create table reconstruction (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  pseudonym text not null check (length(pseudonym) between 1 and 60),
  journey_id uuid not null,
  note text not null default '', -- who this customer is, and where the events come from
  state text not null default 'reading' check (state in ('reading', 'laid out')),
  columns jsonb not null default '[]', -- the file's headings
  mapping jsonb not null default '{}', -- which column is which, and how it writes days
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, journey_id) references journey (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id)
);
create index reconstruction_journey on reconstruction (org_id, journey_id);
create index reconstruction_newest on reconstruction (org_id, created_at desc, id);

create table reconstruction_event (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  reconstruction_id uuid not null,
  line int not null, -- of the file, from 1
  cells jsonb not null, -- as they came, personal data masked
  happened_at timestamptz,
  has_time boolean not null default true, -- else only the day is known
  what text not null default '',
  channel text not null default '',
  named_step text not null default '', -- the step as the file calls it
  journey_step_id uuid,
  placed_by text not null default 'words' check (placed_by in ('words', 'hand')),
  problem text not null default '', -- why the line cannot be read
  version int not null default 1,
  primary key (org_id, id),
  unique (org_id, reconstruction_id, line),
  foreign key (org_id, reconstruction_id) references reconstruction (org_id, id),
  foreign key (org_id, journey_step_id) references journey_step (org_id, id)
);
create index reconstruction_event_step on reconstruction_event (org_id, journey_step_id);

-- A mismatch between what happened and the map that became a gap.
create table reconstruction_gap (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  reconstruction_id uuid not null, gap_id uuid not null,
  mismatch text not null check (length(mismatch) between 1 and 80), -- which: its kind and what it is about
  primary key (org_id, reconstruction_id, gap_id),
  unique (org_id, reconstruction_id, mismatch),
  foreign key (org_id, reconstruction_id) references reconstruction (org_id, id),
  foreign key (org_id, gap_id) references gap (org_id, id)
);
create index reconstruction_gap_back on reconstruction_gap (org_id, gap_id);

call keep_record('visit');
call keep_record('visit_observation', array['org_id', 'visit_id', 'observation_id']);
call keep_record('reconstruction');
call keep_record('reconstruction_event');
call keep_record('reconstruction_gap', array['org_id', 'reconstruction_id', 'gap_id']);

call search_by('visit', 'purpose', 'place,note');
call search_by('reconstruction', 'pseudonym', 'note');

-- A picture is shown while a record has it.
create index observation_picture on observation (org_id, picture_id) where picture_id is not null;
create index on history.observation (org_id, picture_id, recorded_to) where picture_id is not null;
