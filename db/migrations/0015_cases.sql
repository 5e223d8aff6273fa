-- What cases need beside themselves: when people work, which responses open one, what was said and done, and whom to write to when
-- an initiative ends.

-- ── When people work ────────────────────────────────────────────────────────────────────────────────────────────────
-- One row an organisation; without one, Monday to Friday from 9 to 5. A day is written `09:00-12:30, 13:30-17:00`; empty: closed.
create table business_hours (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  monday text not null, tuesday text not null, wednesday text not null, thursday text not null, friday text not null,
  saturday text not null, sunday text not null,
  due_hours int not null default 16 check (due_hours between 1 and 400), -- of a case opened by hand, in business hours
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  unique (org_id),
  check (concat_ws(', ', nullif(monday, ''), nullif(tuesday, ''), nullif(wednesday, ''), nullif(thursday, ''), nullif(friday, ''),
    nullif(saturday, ''), nullif(sunday, '')) ~ '^\d\d:\d\d-\d\d:\d\d(, \d\d:\d\d-\d\d:\d\d)*$')
);
create table holiday (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  business_hours_id uuid not null,
  day date not null,
  name text not null check (length(name) between 1 and 120),
  hours text not null default '' check (hours ~ '^(\d\d:\d\d-\d\d:\d\d(, \d\d:\d\d-\d\d:\d\d)*)?$'), -- of a half day
  version int not null default 1,
  primary key (org_id, id),
  unique (org_id, day),
  foreign key (org_id, business_hours_id) references business_hours (org_id, id)
);
create index holiday_hours on holiday (org_id, business_hours_id);

-- ── Rules that open cases ───────────────────────────────────────────────────────────────────────────────────────────
create table case_rule (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  listening_post_id uuid, -- null: whatever the post
  question_id uuid, -- of the post: a score
  score_at_least numeric, score_at_most numeric,
  words text not null default '', -- one word or phrase a line; any of them
  due_hours int not null check (due_hours between 1 and 400), -- business hours
  owner_id uuid, -- where neither step nor touchpoint has a process owner
  look_back_days int not null default 14 check (look_back_days between 1 and 90), -- responses answered earlier open nothing
  daily_limit int not null default 50 check (daily_limit between 1 and 500),
  active boolean not null default false,
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, listening_post_id) references listening_post (org_id, id),
  foreign key (org_id, question_id) references question (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id),
  check (question_id is not null or (score_at_least is null and score_at_most is null)),
  check (question_id is null or listening_post_id is not null),
  check (score_at_least <= score_at_most),
  check (not (active and archived_at is not null))
);
create unique index case_rule_name on case_rule (org_id, lower(name)) where archived_at is null;
create index case_rule_owner on case_rule (org_id, owner_id);
create index case_rule_post on case_rule (org_id, listening_post_id);
alter table customer_case add foreign key (org_id, case_rule_id) references case_rule (org_id, id);
create index customer_case_rule on customer_case (org_id, case_rule_id, opened_at);
create index customer_case_touchpoint on customer_case (org_id, touchpoint_id);
create index customer_case_step on customer_case (org_id, journey_step_id);
create index customer_case_opened on customer_case (org_id, opened_at desc, id);

-- ── The log of a case ───────────────────────────────────────────────────────────────────────────────────────────────
-- What was said to the customer and noted among ourselves, masked. It may be about a customer, so it never enters the history, whose
-- events name the entry only: the text can be taken out for good.
create table case_entry (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  customer_case_id uuid not null,
  kind text not null check (kind in ('reply', 'call', 'note')),
  happened_on date not null,
  body text not null, -- empty once taken out
  masked int not null default 0, -- pieces of personal data that were masked
  author_id uuid, -- null: by Sirius
  made_at timestamptz not null default current_moment(),
  erased_at timestamptz, erased_by uuid,
  primary key (org_id, id),
  foreign key (org_id, customer_case_id) references customer_case (org_id, id),
  foreign key (org_id, author_id) references member (org_id, id),
  foreign key (org_id, erased_by) references member (org_id, id)
);
create index case_entry_case on case_entry (org_id, customer_case_id, happened_on, made_at);
call own_by_organisation('case_entry', 'select, insert, update');
create view as_of.case_entry with (security_invoker) as
  select * from public.case_entry where made_at <= (select as_of_moment());
grant select on as_of.case_entry to sirius_app;

-- ── Replies owed when an initiative ends ────────────────────────────────────────────────────────────────────────────
-- To one case, to one response that has none, or in one message to all whose responses stand behind a theme.
create table reply_task (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  initiative_id uuid not null,
  customer_case_id uuid,
  response_id uuid, answered_on date,
  theme_id uuid,
  reach int not null default 1 check (reach >= 1), -- how many customers it is for
  owner_id uuid,
  due_on date not null,
  draft text not null,
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  done_on date, done_by uuid,
  done_reason text not null default '', -- how they were told, or why not
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, initiative_id) references initiative (org_id, id),
  foreign key (org_id, customer_case_id) references customer_case (org_id, id),
  foreign key (org_id, response_id, answered_on) references response (org_id, id, answered_on),
  foreign key (org_id, theme_id) references theme (org_id, id),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, done_by) references member (org_id, id),
  check (num_nonnulls(customer_case_id, response_id, theme_id) = 1),
  check ((state = 'open') = (done_by is null)),
  check ((done_on is null) = (done_by is null))
);
create index reply_task_initiative on reply_task (org_id, initiative_id, state);
create unique index reply_task_case on reply_task (org_id, customer_case_id, initiative_id);
create unique index reply_task_response on reply_task (org_id, response_id, initiative_id);
create unique index reply_task_theme on reply_task (org_id, theme_id, initiative_id);
create index reply_task_owner on reply_task (org_id, owner_id, due_on) where state = 'open';

do $$ declare t text; begin
  foreach t in array array['business_hours', 'holiday', 'case_rule', 'reply_task'] loop
    call keep_record(t);
  end loop;
end $$;
create index on history.customer_case (org_id, touchpoint_id, recorded_to);
create index on history.customer_case (org_id, journey_step_id, recorded_to);

call search_by('case_rule', 'name', 'words');
