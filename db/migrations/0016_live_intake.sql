-- Responses that come in live: tokens of the API and webhooks of each listening post, what they were used for, and what was refused.

-- Where a post's responses come from, as people set it up. It holds no secret: those stand apart and never enter the history.
create table intake_source (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  listening_post_id uuid not null,
  kind text not null check (kind in ('token', 'webhook')),
  name text not null check (length(name) between 1 and 80),
  ends_on date, -- the last day on which a token is taken
  ended_at timestamptz, -- revoked, or switched off
  ended_by uuid,
  created_by uuid,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, listening_post_id) references listening_post (org_id, id),
  foreign key (org_id, ended_by) references member (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id)
);
create index intake_source_post on intake_source (org_id, listening_post_id);
call keep_record('intake_source');

-- Of a token its SHA-256 alone; of a webhook the secret it signs with, sealed with a key that the database does not hold. A secret that was
-- replaced holds until its moment.
create table intake_secret (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  intake_source_id uuid not null,
  digest text,
  sealed bytea,
  valid_until timestamptz,
  created_at timestamptz not null default current_moment(),
  primary key (org_id, id),
  foreign key (org_id, intake_source_id) references intake_source (org_id, id),
  check (num_nonnulls(digest, sealed) = 1)
);
create index intake_secret_digest on intake_secret (digest) where digest is not null;
create index intake_secret_source on intake_secret (org_id, intake_source_id);
call own_by_organisation('intake_secret');

create table intake_use (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  intake_source_id uuid not null,
  last_at timestamptz not null default current_moment(),
  responses bigint not null default 0,
  primary key (org_id, intake_source_id),
  foreign key (org_id, intake_source_id) references intake_source (org_id, id)
);
call own_by_organisation('intake_use');

create table intake_refusal (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  intake_source_id uuid not null,
  day date not null,
  reason text not null,
  n int not null default 1,
  last_at timestamptz not null default current_moment(),
  primary key (org_id, intake_source_id, day, reason),
  foreign key (org_id, intake_source_id) references intake_source (org_id, id)
);
call own_by_organisation('intake_refusal');

-- Fields that came and are no question of the post: names only, never what was answered.
create table intake_field (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  intake_source_id uuid not null,
  field text not null check (length(field) between 1 and 180),
  n int not null default 1,
  last_at timestamptz not null default current_moment(),
  primary key (org_id, intake_source_id, field),
  foreign key (org_id, intake_source_id) references intake_source (org_id, id)
);
call own_by_organisation('intake_field');

-- What was sent already: the id of a webhook's message, or a request's Idempotency-Key with what was answered (without ids and words).
create table intake_request (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  intake_source_id uuid not null,
  key text not null check (length(key) between 1 and 200),
  request_hash text not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (org_id, intake_source_id, key),
  foreign key (org_id, intake_source_id) references intake_source (org_id, id)
);
create index intake_request_age on intake_request (org_id, created_at);
call own_by_organisation('intake_request');

-- How fast each may send: the moment until which it has used up its turns. A crash may empty it.
create unlogged table intake_pace (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  intake_source_id uuid not null,
  paced_at timestamptz not null,
  primary key (org_id, intake_source_id),
  foreign key (org_id, intake_source_id) references intake_source (org_id, id)
);
call own_by_organisation('intake_pace');

-- Who knocks, before an organisation is known: by a token's digest, or by a webhook's id.
create policy owner_finds on intake_source for select to current_user using (true);
create policy owner_finds on intake_secret for select to current_user using (true);
create function access.find_intake(p_digest text, p_source uuid)
  returns table (org_id uuid, slug text, source_id uuid, kind text, listening_post_id uuid, ended boolean, ends_on date, sealed bytea[])
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select o.id, o.slug, s.id, s.kind, s.listening_post_id, s.ended_at is not null, s.ends_on,
    array(select k.sealed from intake_secret k where k.org_id = s.org_id and k.intake_source_id = s.id and k.sealed is not null
      and (k.valid_until is null or k.valid_until > now()) order by k.created_at desc)
  from intake_source s join organisation o on o.id = s.org_id
  where case when p_digest is not null
    then s.kind = 'token' and exists (select from intake_secret k where k.org_id = s.org_id and k.intake_source_id = s.id and k.digest = p_digest)
    else s.kind = 'webhook' and s.id = p_source end
$$;
revoke execute on function access.find_intake(text, uuid) from public;
grant execute on function access.find_intake(text, uuid) to sirius_app;

-- Of a response that came in live: since when it waits for the history's note of its day, and what its source last said of it. While that is
-- known the source may still change it, as surveys are answered page by page; it ends with the note, or when the customer's words are erased.
alter table response_key add column live_since timestamptz;
alter table response_key add column source_at timestamptz;
alter table response_key add column noted_at timestamptz;
create index response_key_live on response_key (org_id, live_since) where live_since is not null;
create index response_key_noted on response_key (org_id, listening_post_id, noted_at) where noted_at is not null;
