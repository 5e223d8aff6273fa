-- Customer stories: what one customer went through, in their own words and with their consent, and what came of it.

create table story (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  title text not null check (length(title) between 1 and 200), -- ours, never the customer's words
  outcome text not null default '', -- what came of it
  persona_id uuid,
  journey_step_id uuid,
  touchpoint_id uuid,
  initiative_id uuid, -- that changed something
  response_id uuid, answered_on date, -- where the words were read first
  owner_id uuid,
  state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
  published_on date, published_by uuid,
  -- The customer's consent is a fact of its own: without it nothing is published.
  consent_given_on date,
  consent_how text not null default '', -- such as: signed form
  consent_outside boolean not null default false, -- else inside the company only
  consent_ends_on date, -- its last day; null: until it is withdrawn
  consent_withdrawn_on date,
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, persona_id) references persona (org_id, id),
  foreign key (org_id, journey_step_id) references journey_step (org_id, id),
  foreign key (org_id, touchpoint_id) references touchpoint (org_id, id),
  foreign key (org_id, initiative_id) references initiative (org_id, id),
  foreign key (org_id, response_id, answered_on) references response (org_id, id, answered_on),
  foreign key (org_id, owner_id) references member (org_id, id),
  foreign key (org_id, published_by) references member (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id),
  check ((published_on is null) = (published_by is null)),
  check ((state = 'published') = (published_on is not null)),
  check ((state = 'withdrawn') = (consent_withdrawn_on is not null)),
  check (state <> 'published' or consent_given_on is not null),
  check (consent_given_on is null or consent_how <> ''),
  check (consent_given_on is not null or (consent_how = '' and not consent_outside and consent_ends_on is null)),
  check (consent_ends_on >= consent_given_on)
);
create index story_newest on story (org_id, created_at desc, id);
create index story_owner on story (org_id, owner_id);
create index story_persona on story (org_id, persona_id);
create index story_step on story (org_id, journey_step_id);
create index story_touchpoint on story (org_id, touchpoint_id);
create index story_initiative on story (org_id, initiative_id);
create index story_response on story (org_id, response_id);
call keep_record('story');
call search_by('story', 'title', 'outcome');

-- ── The customer's words ────────────────────────────────────────────────────────────────────────────────────────────
-- What they said and what we call them, masked. They never enter the history: withdrawn, they are gone from every past page as well.
create table story_words (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  story_id uuid not null,
  quote text not null, -- empty once erased
  pseudonym text not null,
  masked int not null default 0, -- pieces of personal data that are masked in the quote
  made_at timestamptz not null default current_moment(),
  erased_at timestamptz,
  primary key (org_id, story_id),
  foreign key (org_id, story_id) references story (org_id, id),
  check (erased_at is null or (quote = '' and pseudonym = ''))
);
call own_by_organisation('story_words', 'select, insert, update');
create view as_of.story_words with (security_invoker) as
  select * from public.story_words where made_at <= (select as_of_moment());
grant select on as_of.story_words to sirius_app;

-- The stories that everybody may read now, also while somebody looks back: words whose consent has ended are no more read in the past.
create function stories_open_now() returns setof uuid language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select s.id from story s where s.state = 'published' and s.archived_at is null and (s.consent_ends_on is null
    or s.consent_ends_on >= (select (current_moment() at time zone o.time_zone)::date from organisation o where o.id = s.org_id)) $$;
