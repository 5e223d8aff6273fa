-- What customers say: the register of listening posts, responses by year with their sums, themes, and cases.

-- ── Listening posts ─────────────────────────────────────────────────────────────────────────────────────────────────
create table listening_post (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  channel text not null check (channel in ('survey', 'chat', 'e-mail', 'call', 'social media', 'review', 'complaint', 'go and see', 'employee')),
  structured boolean not null default true, -- asks fixed questions
  occasion text not null default 'transaction' check (occasion in ('relationship', 'transaction')),
  description text not null default '',
  owner_id uuid,
  touchpoint_id uuid, -- what its responses are about, unless a response or a question says otherwise
  cadence text not null default 'continuous' check (cadence in ('continuous', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'once')),
  expected_volume int check (expected_volume >= 0), -- responses a month
  decision_days int not null default 90 check (decision_days between 1 and 1000), -- fed no decision for longer: alarm
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, touchpoint_id) references touchpoint (org_id, id)
);
create unique index listening_post_name on listening_post (org_id, lower(name)) where archived_at is null;
create index listening_post_owner on listening_post (org_id, owner_id);

create table listening_post_step (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  listening_post_id uuid not null, journey_step_id uuid not null,
  primary key (org_id, listening_post_id, journey_step_id),
  foreign key (org_id, listening_post_id) references listening_post (org_id, id),
  foreign key (org_id, journey_step_id) references journey_step (org_id, id)
);
create index listening_post_step_back on listening_post_step (org_id, journey_step_id);

-- What a post asks. Responses hold answers by the question's number, so a question is never re-used for another meaning.
create table question (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  listening_post_id uuid not null,
  number int not null check (number between 1 and 999),
  label text not null check (length(label) between 1 and 200), -- short, for tables and charts
  wording text not null default '', -- as customers were asked
  kind text not null check (kind in ('score', 'comment', 'choice')),
  score_kind text check (score_kind in ('nps', 'csat', 'ces', 'mean')), -- of a score
  scale_low numeric, scale_high numeric,
  top_from numeric, -- CSAT: the lowest box that counts as satisfied
  not_used text not null default '', -- codes that are no answer, comma-separated: never averaged
  touchpoint_id uuid, -- what it asks about
  measures text check (measures in ('success', 'effort', 'emotion')), -- of the steps its post covers
  source_key text not null default '', -- the column or field of the source
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  unique (org_id, listening_post_id, number),
  foreign key (org_id, listening_post_id) references listening_post (org_id, id),
  foreign key (org_id, touchpoint_id) references touchpoint (org_id, id),
  check ((kind = 'score') = (score_kind is not null and scale_low is not null and scale_high is not null)),
  check (scale_low < scale_high)
);

-- ── Responses ───────────────────────────────────────────────────────────────────────────────────────────────────────
-- Partitioned by the year they were answered in and led by organisation. They are many and they are customers': they never enter the
-- history, whose events name imports with a digest of their lines. They are never changed but withdrawn (their import undone), or erased.
create table response (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  answered_on date not null, -- in the organisation's zone
  answered_at timestamptz not null,
  listening_post_id uuid not null,
  external_id text not null, -- the source's own, or a fingerprint of the line
  received_at timestamptz not null default current_moment(),
  withdrawn_at timestamptz,
  data_import_id uuid,
  touchpoint_id uuid,
  segment_id uuid,
  persona_id uuid,
  unit_id uuid,
  language text not null default '', -- ISO 639 code, empty: not known
  scores jsonb not null default '{}', -- {"<question number>": number}; what was not answered is not there
  choices jsonb not null default '{}', -- {"<question number>": text or [text]}
  texts jsonb not null default '{}', -- {"<question number>": text}, personal data masked
  masked int not null default 0, -- pieces of personal data that were masked
  primary key (org_id, id, answered_on),
  foreign key (org_id, listening_post_id) references listening_post (org_id, id),
  foreign key (org_id, data_import_id) references data_import (org_id, id),
  foreign key (org_id, touchpoint_id) references touchpoint (org_id, id),
  foreign key (org_id, segment_id) references segment (org_id, id),
  foreign key (org_id, persona_id) references persona (org_id, id),
  foreign key (org_id, unit_id) references unit (org_id, id)
) partition by range (answered_on);
create function words_of(texts jsonb) returns tsvector language sql immutable parallel safe as
  $$ select to_tsvector('simple', public.plain((select string_agg(value, ' ') from jsonb_each_text(texts)))) $$;
alter table response add column words tsvector generated always as (words_of(texts)) stored;
create index response_newest on response (org_id, answered_at desc, id);
create index response_of_post on response (org_id, listening_post_id, answered_at desc);
create index response_of_import on response (org_id, data_import_id);
create index response_words on response using gin (words);
call own_by_organisation('response', 'select, insert, update');

-- A year's partition, made when the first response of that year comes. The application has no right on it but through its parent.
create function keep_year(p_year int) returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare t text := format('response_%s', p_year); begin
  if p_year not between 1990 and 2100 then raise exception 'no year of responses: %', p_year using errcode = 'check_violation'; end if;
  if to_regclass('public.' || t) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtextextended('response year', 0));
  if to_regclass('public.' || t) is not null then return; end if;
  execute format('create table public.%I partition of public.response for values from (%L) to (%L)', t, p_year || '-01-01', (p_year + 1) || '-01-01');
  execute format('alter table public.%I enable row level security', t);
  execute format('alter table public.%I force row level security', t);
  execute format('create policy by_organisation on public.%I using (org_id = (select current_org())) with check (org_id = (select current_org()))', t);
  -- Only response_matches and responses_with ask a year's table itself; they name the organisation (see 0003).
  execute format('create policy owner_searches on public.%I for select to current_user using (true)', t);
end $$;
revoke execute on function keep_year(int) from public;
grant execute on function keep_year(int) to sirius_app;

-- What was withdrawn later was not withdrawn then.
create view as_of.response with (security_invoker) as
  select org_id, id, answered_on, answered_at, listening_post_id, external_id, received_at, null::timestamptz as withdrawn_at, data_import_id,
    touchpoint_id, segment_id, persona_id, unit_id, language, scores, choices, texts, masked, words
  from public.response
  where received_at <= (select as_of_moment()) and (withdrawn_at is null or withdrawn_at > (select as_of_moment()));
grant select on as_of.response to sirius_app;

-- The same response of the same source never twice, whatever its year.
create table response_key (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  listening_post_id uuid not null,
  external_id text not null,
  response_id uuid not null,
  answered_on date not null,
  primary key (org_id, listening_post_id, external_id),
  foreign key (org_id, listening_post_id) references listening_post (org_id, id),
  foreign key (org_id, response_id, answered_on) references response (org_id, id, answered_on)
);
create index response_key_response on response_key (org_id, response_id);
call own_by_organisation('response_key');

-- Sums of the scores of a question by day, of everybody and by each facet, kept with every write, so that a page over ten million responses
-- reads as many rows as one over ten thousand. Scores are exact decimals: sums do not drift.
create table score_day (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  question_id uuid not null,
  facet text not null check (facet in ('all', 'touchpoint', 'segment', 'persona', 'unit', 'language', 'theme')),
  facet_key text not null, -- the record's id or the language; empty for all
  day date not null,
  n int not null,
  total numeric not null,
  squares numeric not null,
  promoters int not null, detractors int not null, -- 9 and 10, 0 to 6
  top int not null, -- at least the question's top box
  primary key (org_id, question_id, facet, day, facet_key),
  foreign key (org_id, question_id) references question (org_id, id)
);
call own_by_organisation('score_day');

-- ── Themes ──────────────────────────────────────────────────────────────────────────────────────────────────────────
create table theme (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  description text not null default '',
  words text not null default '', -- what tags by itself: one word or phrase a line
  owner_id uuid,
  decision text not null default 'undecided' check (decision in ('undecided', 'act', 'watch', 'decline')),
  decision_reason text not null default '',
  decided_by uuid, decided_on date,
  review_on date, -- when a decision to watch is looked at again
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, decided_by) references member (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id)
);
create unique index theme_name on theme (org_id, lower(name)) where archived_at is null;
create index theme_owner on theme (org_id, owner_id);

create table response_theme (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  theme_id uuid not null,
  response_id uuid not null,
  answered_on date not null,
  tagged_by uuid, -- null: by the theme's words
  tagged_at timestamptz not null default current_moment(),
  tagging_id uuid, -- the act that tagged many at once (0014); null: one by one, or by the theme's words as it came in
  primary key (org_id, theme_id, response_id),
  foreign key (org_id, theme_id) references theme (org_id, id),
  foreign key (org_id, response_id, answered_on) references response (org_id, id, answered_on),
  foreign key (org_id, tagged_by) references member (org_id, id)
);
create index response_theme_day on response_theme (org_id, theme_id, answered_on desc);
create index response_theme_back on response_theme (org_id, response_id);

create table observation_theme (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  observation_id uuid not null, theme_id uuid not null,
  primary key (org_id, observation_id, theme_id),
  foreign key (org_id, observation_id) references observation (org_id, id),
  foreign key (org_id, theme_id) references theme (org_id, id)
);
create index observation_theme_back on observation_theme (org_id, theme_id);

-- ── Cases ───────────────────────────────────────────────────────────────────────────────────────────────────────────
-- The closed loop with one customer. That they were told and that the cause is resolved are two facts, each with its day, author and evidence.
create table customer_case (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  number int not null, -- what people call it
  title text not null check (length(title) between 1 and 200),
  state text not null default 'received' check (state in ('received', 'acknowledged', 'investigating', 'answered', 'closed')), -- after ISO 10002
  response_id uuid, answered_on date, -- what opened it
  case_rule_id uuid, -- the rule that opened it (0015); null: by hand
  listening_post_id uuid,
  journey_step_id uuid,
  touchpoint_id uuid,
  theme_id uuid, -- escalated to
  gap_id uuid, -- escalated to
  owner_id uuid, -- the step's process owner
  opened_by uuid, -- null: by a rule
  opened_at timestamptz not null default current_moment(),
  due_at timestamptz not null, -- by business hours
  acknowledged_at timestamptz,
  told_on date, told_by uuid, told_evidence text not null default '', told_url text not null default '',
  resolved_on date, resolved_by uuid, resolved_evidence text not null default '', resolved_url text not null default '',
  closed_at timestamptz,
  closed_reason text not null default '', -- why it ends although the customer was not told or the cause is not resolved
  archived_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  unique (org_id, number),
  foreign key (org_id, response_id, answered_on) references response (org_id, id, answered_on),
  foreign key (org_id, listening_post_id) references listening_post (org_id, id),
  foreign key (org_id, journey_step_id) references journey_step (org_id, id),
  foreign key (org_id, touchpoint_id) references touchpoint (org_id, id),
  foreign key (org_id, theme_id) references theme (org_id, id),
  foreign key (org_id, gap_id) references gap (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, opened_by) references member (org_id, id),
  foreign key (org_id, told_by) references member (org_id, id),
  foreign key (org_id, resolved_by) references member (org_id, id),
  check ((told_on is null) = (told_by is null)),
  check ((resolved_on is null) = (resolved_by is null)),
  check ((state = 'closed') = (closed_at is not null))
);
create unique index customer_case_once on customer_case (org_id, case_rule_id, response_id) where case_rule_id is not null;
create index customer_case_owner on customer_case (org_id, owner_id, due_at) where closed_at is null;
create index customer_case_due on customer_case (org_id, due_at) where closed_at is null;
create index customer_case_response on customer_case (org_id, response_id);
create index customer_case_theme on customer_case (org_id, theme_id);
create index customer_case_gap on customer_case (org_id, gap_id);

-- ── Evidence of gaps ────────────────────────────────────────────────────────────────────────────────────────────────
create table gap_theme (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  gap_id uuid not null, theme_id uuid not null,
  primary key (org_id, gap_id, theme_id),
  foreign key (org_id, gap_id) references gap (org_id, id),
  foreign key (org_id, theme_id) references theme (org_id, id)
);
create index gap_theme_back on gap_theme (org_id, theme_id);
create table gap_response (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  gap_id uuid not null,
  response_id uuid not null,
  answered_on date not null,
  primary key (org_id, gap_id, response_id),
  foreign key (org_id, gap_id) references gap (org_id, id),
  foreign key (org_id, response_id, answered_on) references response (org_id, id, answered_on)
);
create index gap_response_back on gap_response (org_id, response_id);

do $$ declare t text; begin
  foreach t in array array['listening_post', 'question', 'theme', 'customer_case'] loop
    call keep_record(t);
  end loop;
end $$;
call keep_record('listening_post_step', array['org_id', 'listening_post_id', 'journey_step_id']);
call keep_record('response_theme', array['org_id', 'theme_id', 'response_id']);
call keep_record('observation_theme', array['org_id', 'observation_id', 'theme_id']);
call keep_record('gap_theme', array['org_id', 'gap_id', 'theme_id']);
call keep_record('gap_response', array['org_id', 'gap_id', 'response_id']);

call search_by('listening_post', 'name', 'description');
call search_by('theme', 'name', 'description,decision_reason');
call search_by('customer_case', 'title');
