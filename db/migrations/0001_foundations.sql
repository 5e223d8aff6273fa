-- What every later table stands on: who is asking, tenancy, the history that keeps itself, sign-in, and the job door.
-- Applied as the owner role; the application signs in as a member of sirius_app, which owns nothing and bypasses nothing.

create extension if not exists pg_trgm;
create extension if not exists unaccent;

create schema access;
create schema history;
create schema as_of;
create schema jobs;
grant usage on schema public, access, history, as_of, jobs to sirius_app;

-- ── Who is asking ───────────────────────────────────────────────────────────────────────────────────────────────────
-- All are transaction-local settings made by app/access/context.server.ts; unset means no organisation and so no rows.

create function current_org() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.org_id', true), '')::uuid $$;
create function current_member() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.member_id', true), '')::uuid $$;
-- The transaction's clock: real time, unless a system context moved it (the demo organisation's past is loaded that way).
create function current_moment() returns timestamptz language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;
-- The past moment that the views of schema as_of show.
create function as_of_moment() returns timestamptz language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.as_of', true), '')::timestamptz, 'infinity') $$;

-- Makes a table an organisation's own: forced row security, and the ordinary rights of the application.
create procedure own_by_organisation(t text, rights text default 'select, insert, update, delete') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy by_organisation on %s using (org_id = (select current_org())) with check (org_id = (select current_org()))', t);
  execute format('grant %s on %s to sirius_app', rights, t);
end $$;

-- ── Organisations ───────────────────────────────────────────────────────────────────────────────────────────────────

create table organisation (
  id uuid primary key,
  org_id uuid not null check (org_id = id),
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,39}$'),
  name text not null check (length(name) between 1 and 200),
  time_zone text not null default 'UTC',
  locale text not null default 'en-GB',
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  digest_hour int not null default 7 check (digest_hour between 0 and 23),
  grace_days int not null default 3 check (grace_days between 0 and 60),
  idle_hours int not null default 8 check (idle_hours between 1 and 168),
  absolute_hours int not null default 168 check (absolute_hours between 1 and 720),
  version int not null default 1,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment()
);
call own_by_organisation('organisation', 'select, update');

-- ── Accounts and sessions: no rights for the application but the functions below ────────────────────────────────────

create table access.account (
  id uuid primary key,
  email text not null check (email = lower(email) and length(email) <= 254),
  name text not null,
  password_hash text,
  password_changed_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index account_email on access.account (email);

create table access.session (
  id text primary key, -- sha-256 of the token, so that a dump signs nobody in
  account_id uuid not null references access.account on delete cascade,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  authenticated_at timestamptz not null default now(),
  expires_at timestamptz not null,
  address text,
  user_agent text
);
create index session_account on access.session (account_id);

create table access.mailed_link (
  token_hash text primary key,
  purpose text not null check (purpose in ('set up', 'invitation', 'password reset')),
  org_id uuid references organisation (id) on delete cascade,
  account_id uuid references access.account on delete cascade,
  member_id uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table access.attempt (
  key text not null,
  at timestamptz not null default now()
);
create index attempt_key on access.attempt (key, at);

do $$ declare t text; begin
  foreach t in array array['account', 'session', 'mailed_link', 'attempt'] loop
    execute format('alter table access.%I enable row level security', t);
    execute format('alter table access.%I force row level security', t);
    execute format('create policy owner_only on access.%I to current_user using (true) with check (true)', t);
  end loop;
end $$;
create policy owner_only on organisation to current_user using (true) with check (true);

-- ── People ──────────────────────────────────────────────────────────────────────────────────────────────────────────

create table unit (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  parent_id uuid,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  archived_at timestamptz,
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, parent_id) references unit (org_id, id),
  check (parent_id is distinct from id)
);
create unique index unit_name on unit (org_id, lower(name)) where archived_at is null;

create table member (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  account_id uuid references access.account,
  name text not null check (length(name) between 1 and 120),
  email text not null check (email = lower(email)),
  role text not null check (role in ('administrator', 'cx_leader', 'business_owner', 'contributor', 'executive')),
  job_title text,
  unit_id uuid,
  wants_digest boolean not null default true,
  invited_at timestamptz,
  joined_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, unit_id) references unit (org_id, id)
);
create unique index member_email on member (org_id, email);
create unique index member_account on member (org_id, account_id) where account_id is not null;
create index member_unit on member (org_id, unit_id);
create policy owner_reads on member for select to current_user using (true);
create policy owner_joins on member for update to current_user using (true) with check (true);

-- ── History ─────────────────────────────────────────────────────────────────────────────────────────────────────────
-- Two things with one source. Typed tables history.<table> hold every version of every row with the time it was recorded
-- (for reading the past); history.event is the hash chain of what was done, by whom and why, with the rows' changes in it.
-- Both are written by triggers and by history.append only: the application may read them and nothing else.

create table history.chain (
  org_id uuid primary key references organisation (id) on delete cascade,
  size bigint not null default 0,
  hash bytea not null
);
create table history.event (
  org_id uuid not null references organisation (id) on delete cascade,
  seq bigint not null,
  recorded_at timestamptz not null,
  actor_id uuid,
  verb text not null,
  kind text not null,
  subject_id uuid not null,
  title text not null,
  reason text,
  request_id text,
  body text not null, -- the exact text that was hashed: canonical JSON as PostgreSQL's jsonb prints it
  prev_hash bytea not null,
  hash bytea not null,
  primary key (org_id, seq)
);
create index event_recorded on history.event (org_id, recorded_at);
create index event_actor on history.event (org_id, actor_id, seq desc);
-- Which records' timelines an event stands on: its subject, and others it touches (a plan's update on its initiative).
create table history.event_subject (
  org_id uuid not null,
  kind text not null,
  subject_id uuid not null,
  seq bigint not null,
  primary key (org_id, kind, subject_id, seq),
  foreign key (org_id, seq) references history.event (org_id, seq) on delete cascade
);
call own_by_organisation('history.chain', 'select');
call own_by_organisation('history.event', 'select');
call own_by_organisation('history.event_subject', 'select');

create function history.refuse() returns trigger language plpgsql as
  $$ begin raise exception 'history is append-only' using errcode = 'insufficient_privilege'; end $$;
create trigger append_only before update or delete on history.event for each row execute function history.refuse();
create trigger no_truncate before truncate on history.event for each statement execute function history.refuse();

-- Gives a table its typed history, its as-of view and the triggers that keep both. Run again after adding columns.
create procedure history.track(t text, keys text[] default array['org_id', 'id']) language plpgsql as $$
declare
  cols text; new_cols text; key_match text; key_json text; refs_json text; missing record; body text;
begin
  select string_agg(quote_ident(attname), ', ' order by attnum), string_agg('new_row.' || quote_ident(attname), ', ' order by attnum)
    into cols, new_cols
    from pg_attribute where attrelid = format('public.%I', t)::regclass and attnum > 0 and not attisdropped and attgenerated = '';
  select string_agg(format('%%1$s.%1$I = %%2$s.%1$I', k), ' and ') into key_match from unnest(keys) k;
  select string_agg(format('%L, %%1$s.%I', k, k), ', ') into key_json from unnest(keys) k where k <> 'org_id';
  -- what a row points at, so that an event about the record above takes up its change
  select coalesce(string_agg(format('%1$L, new_row.%1$I', attname), ', '), '') into refs_json
    from pg_attribute where attrelid = format('public.%I', t)::regclass and attnum > 0 and not attisdropped and attname like '%\_id' and attname <> 'org_id';

  if to_regclass(format('history.%I', t)) is null then
    execute format('create table history.%I as select %s from public.%I with no data', t, cols, t);
    execute format('alter table history.%I add recorded_from timestamptz not null, add recorded_to timestamptz not null default ''infinity''', t);
    execute format('create index on history.%I (%s, recorded_to)', t, array_to_string(keys, ', '));
    execute format('create index on history.%I (org_id, recorded_to, recorded_from)', t);
    call own_by_organisation(format('history.%I', t), 'select');
  else
    for missing in
      select attname, format_type(atttypid, atttypmod) as type from pg_attribute
      where attrelid = format('public.%I', t)::regclass and attnum > 0 and not attisdropped and attgenerated = ''
        and attname not in (select attname from pg_attribute where attrelid = format('history.%I', t)::regclass and not attisdropped)
    loop
      execute format('alter table history.%I add %I %s', t, missing.attname, missing.type);
    end loop;
    execute format('drop view if exists as_of.%I', t);
  end if;

  execute format('create view as_of.%1$I with (security_invoker) as select %2$s from history.%1$I
    where recorded_from <= (select as_of_moment()) and recorded_to > (select as_of_moment())', t, cols);
  execute format('grant select on as_of.%I to sirius_app', t);

  -- close the version that was current, open the next, and hand the change to history.append
  body := 'declare at timestamptz := current_moment(); begin %s return null; end';
  execute format('create or replace function history.%I() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as %L',
    'keep_inserted_' || t, format(body, format($f$
      insert into history.%1$I (%2$s, recorded_from) select %3$s, at from new_rows new_row;
      if coalesce(current_setting('app.bulk', true), '') <> 'on' then
        perform history.collect((select jsonb_agg(jsonb_build_object('table', %4$L, 'key', jsonb_build_object(%5$s), 'after', to_jsonb(new_row) - 'org_id')) from new_rows new_row));
      end if;$f$, t, cols, new_cols, t, format(key_json, 'new_row'))));
  execute format('create or replace function history.%I() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as %L',
    'keep_updated_' || t, format(body, format($f$
      update history.%1$I kept set recorded_to = greatest(kept.recorded_from, at) from old_rows old_row where %6$s and kept.recorded_to = 'infinity';
      insert into history.%1$I (%2$s, recorded_from) select %3$s, at from new_rows new_row;
      if coalesce(current_setting('app.bulk', true), '') <> 'on' then
        perform history.collect((select jsonb_agg(jsonb_build_object('table', %4$L, 'key', jsonb_build_object(%5$s), 'refs', jsonb_build_object(%8$s),
          'before', (select jsonb_object_agg(k, to_jsonb(old_row) -> k) from jsonb_each(to_jsonb(new_row)) e(k, v) where v is distinct from to_jsonb(old_row) -> k),
          'after', (select jsonb_object_agg(k, v) from jsonb_each(to_jsonb(new_row)) e(k, v) where v is distinct from to_jsonb(old_row) -> k)))
          from new_rows new_row join old_rows old_row on %7$s));
      end if;$f$, t, cols, new_cols, t, format(key_json, 'new_row'), format(key_match, 'kept', 'old_row'), format(key_match, 'new_row', 'old_row'), refs_json)));
  execute format('create or replace function history.%I() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as %L',
    'keep_deleted_' || t, format(body, format($f$
      update history.%1$I kept set recorded_to = greatest(kept.recorded_from, at) from old_rows old_row where %4$s and kept.recorded_to = 'infinity';
      if coalesce(current_setting('app.bulk', true), '') <> 'on' then
        perform history.collect((select jsonb_agg(jsonb_build_object('table', %2$L, 'key', jsonb_build_object(%3$s), 'before', to_jsonb(old_row) - 'org_id')) from old_rows old_row));
      end if;$f$, t, t, format(key_json, 'old_row'), format(key_match, 'kept', 'old_row'))));

  execute format('create or replace trigger keep_inserted after insert on public.%I referencing new table as new_rows for each statement execute function history.%I()', t, 'keep_inserted_' || t);
  execute format('create or replace trigger keep_updated after update on public.%I referencing old table as old_rows new table as new_rows for each statement execute function history.%I()', t, 'keep_updated_' || t);
  execute format('create or replace trigger keep_deleted after delete on public.%I referencing old table as old_rows for each statement execute function history.%I()', t, 'keep_deleted_' || t);
end $$;

-- Changes of this transaction that no event has taken up yet, each with the number of events recorded before it.
create function history.collect(changes jsonb) returns void language sql as $$
  select set_config('app.changes', (coalesce(nullif(current_setting('app.changes', true), ''), '[]')::jsonb || coalesce(
    (select jsonb_agg(change || jsonb_build_object('step', coalesce(nullif(current_setting('app.step', true), '')::int, 0))) from jsonb_array_elements(changes) change), '[]'))::text, true)
$$;

-- Appends the transaction's events to the organisation's chain; called last, because it locks the chain's head.
-- An event takes up the changes made since the event before it. Where several were recorded at once, each takes those of its own
-- record and of rows that point at it, the first of them the rest. Changes without an event are an error: nothing is ever written unrecorded.
-- events: [{verb, kind, id, title, reason?, also?: [{kind, id}], digest?: {rows, merkleRoot}}]
create function history.append(events jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_org();
  at timestamptz := current_moment();
  changes jsonb := coalesce(nullif(current_setting('app.changes', true), ''), '[]')::jsonb;
  mine jsonb[] := '{}'; change jsonb; event jsonb; i int; n int := jsonb_array_length(events);
  first int; last int; best int; head history.chain; body text; next_hash bytea;
begin
  if org is null then raise exception 'no organisation'; end if;
  if n = 0 then
    if jsonb_array_length(changes) > 0 then
      raise exception 'a change of % was not recorded', changes -> 0 ->> 'table';
    end if;
    return null;
  end if;
  for i in 1 .. n loop mine := mine || '[]'::jsonb; end loop;
  for change in select * from jsonb_array_elements(changes) loop
    first := least((change ->> 'step')::int + 1, n);
    select coalesce(min((later ->> 'step')::int), n) into last from jsonb_array_elements(changes) later where (later ->> 'step')::int >= first;
    last := greatest(least(last, n), first);
    best := null;
    for i in first .. last loop
      event := events -> (i - 1);
      if change ->> 'table' = event ->> 'kind' and change -> 'key' ->> 'id' = event ->> 'id' then
        best := i;
        exit;
      elsif best is null and event ->> 'id' in (
          coalesce(change -> 'refs', change -> 'after', change -> 'before') ->> ((event ->> 'kind') || '_id'), change -> 'key' ->> ((event ->> 'kind') || '_id')) then
        best := i;
      end if;
    end loop;
    best := coalesce(best, first);
    mine[best] := mine[best] || jsonb_build_array(change - 'refs' - 'step');
  end loop;

  insert into history.chain (org_id, size, hash) values (org, 0, sha256(convert_to(org::text, 'UTF8'))) on conflict do nothing;
  select * into head from history.chain where org_id = org for update;
  for i in 0 .. n - 1 loop
    event := events -> i;
    body := jsonb_strip_nulls(jsonb_build_object(
      'org', org, 'seq', head.size + 1, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'actor', current_member(), 'request', nullif(current_setting('app.request_id', true), ''),
      'verb', event ->> 'verb', 'kind', event ->> 'kind', 'id', event ->> 'id', 'title', event ->> 'title', 'reason', event ->> 'reason',
      'also', event -> 'also', 'digest', event -> 'digest')) || jsonb_build_object('changes', mine[i + 1]);
    next_hash := sha256(head.hash || convert_to(body, 'UTF8'));
    insert into history.event values (org, head.size + 1, at, current_member(), event ->> 'verb', event ->> 'kind', (event ->> 'id')::uuid,
      event ->> 'title', event ->> 'reason', nullif(current_setting('app.request_id', true), ''), body, head.hash, next_hash);
    insert into history.event_subject
      select org, event ->> 'kind', (event ->> 'id')::uuid, head.size + 1
      union select org, a ->> 'kind', (a ->> 'id')::uuid, head.size + 1 from jsonb_array_elements(coalesce(event -> 'also', '[]')) a;
    head.size := head.size + 1;
    head.hash := next_hash;
  end loop;
  update history.chain set size = head.size, hash = head.hash where org_id = org;
  perform set_config('app.changes', '', true);
  return head.size;
end $$;

call history.track('organisation');
call history.track('unit');
call history.track('member');

-- ── Sign-in, before an organisation is known: narrow functions instead of rights on tables ──────────────────────────

create function access.find_account(p_email text) returns table (id uuid, name text, password_hash text, disabled_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select a.id, a.name, a.password_hash, a.disabled_at from access.account a where a.email = lower(p_email) $$;
create function access.read_account(p_id uuid) returns table (id uuid, email text, name text, password_hash text, password_changed_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select a.id, a.email, a.name, a.password_hash, a.password_changed_at from access.account a where a.id = p_id $$;
create function access.create_account(p_id uuid, p_email text, p_name text, p_password_hash text) returns uuid
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ insert into access.account (id, email, name, password_hash, password_changed_at)
     values (p_id, lower(p_email), p_name, p_password_hash, case when p_password_hash is not null then now() end) returning id $$;
-- Sets the password and ends every session but the one that asked (none: all of them).
create function access.set_password(p_id uuid, p_password_hash text, p_keep_session text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ update access.account set password_hash = p_password_hash, password_changed_at = now() where id = p_id;
     delete from access.session where account_id = p_id and id is distinct from p_keep_session;
     update access.mailed_link set used_at = now() where account_id = p_id and purpose = 'password reset' and used_at is null $$;

create function access.create_session(p_id text, p_account uuid, p_expires timestamptz, p_address text, p_agent text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ insert into access.session (id, account_id, expires_at, address, user_agent) values (p_id, p_account, p_expires, p_address, left(p_agent, 300)) $$;
create function access.find_session(p_id text) returns table (id text, account_id uuid, created_at timestamptz, last_seen_at timestamptz,
    authenticated_at timestamptz, expires_at timestamptz, email text, name text, account_disabled_at timestamptz, idle_hours int, absolute_hours int)
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select s.id, s.account_id, s.created_at, s.last_seen_at, s.authenticated_at, s.expires_at, a.email, a.name, a.disabled_at, l.idle_hours, l.absolute_hours
     from access.session s join access.account a on a.id = s.account_id
     cross join lateral (select coalesce(min(o.idle_hours), 8) as idle_hours, coalesce(min(o.absolute_hours), 168) as absolute_hours
       from public.member m join public.organisation o on o.id = m.org_id where m.account_id = s.account_id and m.disabled_at is null) l
     where s.id = p_id $$; -- the strictest limits of the account's organisations hold
create function access.touch_session(p_id text, p_expires timestamptz) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ update access.session set last_seen_at = now(), expires_at = p_expires where id = p_id $$;
create function access.reauthenticate_session(p_id text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ update access.session set authenticated_at = now() where id = p_id $$;
create function access.end_session(p_id text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$ delete from access.session where id = p_id $$;
create function access.end_sessions(p_account uuid, p_keep text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ delete from access.session where account_id = p_account and id is distinct from p_keep $$;
create function access.list_sessions(p_account uuid) returns table (id text, created_at timestamptz, last_seen_at timestamptz, address text, user_agent text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select s.id, s.created_at, s.last_seen_at, s.address, s.user_agent from access.session s where s.account_id = p_account and s.expires_at > now() order by s.last_seen_at desc $$;
create function access.end_expired_sessions() returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ delete from access.session where expires_at < now(); delete from access.attempt where at < now() - interval '1 day';
     delete from access.mailed_link where expires_at < now() - interval '30 days' $$;

-- Counts a try; false once there were p_limit of them within the window. Old ones are forgotten by the nightly job.
create function access.try(p_key text, p_limit int, p_window interval) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('attempt ' || p_key, 0));
  if (select count(*) from access.attempt where key = p_key and at > now() - p_window) >= p_limit then return false; end if;
  insert into access.attempt (key) values (p_key);
  return true;
end $$;
-- A successful try does not count.
create function access.forgive_try(p_key text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ delete from access.attempt where ctid = (select ctid from access.attempt where key = p_key order by at desc limit 1) $$;

-- The organisations an account belongs to, and the membership that opens one of them.
create function access.list_memberships(p_account uuid) returns table (org_id uuid, slug text, name text, member_id uuid, role text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select o.id, o.slug, o.name, m.id, m.role from public.member m join public.organisation o on o.id = m.org_id
     where m.account_id = p_account and m.disabled_at is null order by o.name $$;
create function access.open(p_account uuid, p_slug text) returns table (org_id uuid, slug text, name text, time_zone text, locale text, currency text,
    grace_days int, idle_hours int, absolute_hours int, member_id uuid, member_name text, email text, role text, unit_id uuid)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select o.id, o.slug, o.name, o.time_zone, o.locale, o.currency, o.grace_days, o.idle_hours, o.absolute_hours,
    m.id, m.name, m.email, m.role, m.unit_id
    from public.organisation o join public.member m on m.org_id = o.id
    where o.slug = p_slug and m.account_id = p_account and m.disabled_at is null;
end $$;
create function access.find_organisation(p_slug text) returns table (id uuid, slug text, name text, time_zone text, locale text, currency text, grace_days int, digest_hour int)
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select o.id, o.slug, o.name, o.time_zone, o.locale, o.currency, o.grace_days, o.digest_hour from public.organisation o where o.slug = p_slug $$;
create function access.list_organisations() returns table (id uuid, slug text, name text, time_zone text, digest_hour int)
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select o.id, o.slug, o.name, o.time_zone, o.digest_hour from public.organisation o order by o.slug $$;
create function access.create_organisation(p_id uuid, p_slug text, p_name text, p_time_zone text, p_locale text, p_currency text) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform set_config('app.org_id', p_id::text, true);
  insert into public.organisation (id, org_id, slug, name, time_zone, locale, currency) values (p_id, p_id, p_slug, p_name, p_time_zone, p_locale, p_currency);
  return p_id;
end $$;

create function access.save_link(p_hash text, p_purpose text, p_org uuid, p_account uuid, p_member uuid, p_expires timestamptz) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ insert into access.mailed_link (token_hash, purpose, org_id, account_id, member_id, expires_at) values (p_hash, p_purpose, p_org, p_account, p_member, p_expires) $$;
create function access.find_link(p_hash text, p_purpose text) returns table (org_id uuid, org_slug text, org_name text, account_id uuid, member_id uuid, member_name text, email text, has_account boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select l.org_id, o.slug, o.name, coalesce(l.account_id, a.id), l.member_id, coalesce(m.name, a.name), coalesce(m.email, a.email), a.id is not null
     from access.mailed_link l
     left join public.organisation o on o.id = l.org_id
     left join public.member m on m.org_id = l.org_id and m.id = l.member_id
     left join access.account a on a.id = l.account_id or (l.account_id is null and a.email = m.email)
     where l.token_hash = p_hash and l.purpose = p_purpose and l.used_at is null and l.expires_at > now()
       and (l.member_id is null or m.disabled_at is null) $$;
create function access.use_link(p_hash text) returns boolean
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ with used as (update access.mailed_link set used_at = now() where token_hash = p_hash and used_at is null and expires_at > now() returning 1) select exists (select 1 from used) $$;
create function access.withdraw_links(p_org uuid, p_member uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ update access.mailed_link set used_at = now() where org_id = p_org and member_id = p_member and purpose = 'invitation' and used_at is null $$;
create function access.any_organisation() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select exists (select 1 from public.organisation) $$;

-- A new set-up link replaces those printed before it.
create function access.withdraw_set_up_links() returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ update access.mailed_link set used_at = now() where purpose = 'set up' and used_at is null $$;

-- Only the newest reset link of an account works; joining another organisation ends them all.
create function access.withdraw_reset_links(p_account uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ update access.mailed_link set used_at = now() where account_id = p_account and purpose = 'password reset' and used_at is null $$;

-- Every membership of an account, disabled ones too: whoever opens the account could open each of them, now or once enabled.
create function access.every_membership(p_account uuid) returns table (slug text, name text, member_id uuid, member_name text, disabled boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select o.slug, o.name, m.id, m.name, m.disabled_at is not null from public.member m join public.organisation o on o.id = m.org_id
     where m.account_id = p_account order by o.slug $$;

create function access.rename_account(p_id uuid, p_name text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ update access.account set name = p_name where id = p_id $$;

revoke execute on all functions in schema access from public;
revoke execute on all functions in schema history from public;
grant execute on all functions in schema access to sirius_app;
grant execute on function history.append(jsonb) to sirius_app;

-- ── Jobs ────────────────────────────────────────────────────────────────────────────────────────────────────────────
-- The only way for the application to ask for work later; it commits or rolls back with the change that wants it.
create function jobs.enqueue(p_task text, p_payload json, p_key text default null, p_run_at timestamptz default null) returns void
  language sql security definer set search_path = pg_catalog, graphile_worker, pg_temp as
  $$ select graphile_worker.add_job(p_task, p_payload, job_key => p_key, run_at => p_run_at) $$;
revoke execute on function jobs.enqueue(text, json, text, timestamptz) from public;
grant execute on function jobs.enqueue(text, json, text, timestamptz) to sirius_app;

-- ── Mechanisms: idempotency, mail, imports, pictures, search, views ─────────────────────────────────────────────────

create table form_key (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  member_id uuid not null,
  key text not null,
  request_hash text not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (org_id, member_id, key)
);
call own_by_organisation('form_key');
create index form_key_age on form_key (org_id, created_at);

create table mail (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  kind text not null,
  member_id uuid,
  to_name text not null,
  to_address text not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'kept', 'failed')),
  problem text,
  created_at timestamptz not null default current_moment(),
  sent_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id)
);
create index mail_newest on mail (org_id, created_at desc);
call own_by_organisation('mail');

create table data_import (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('kpi_value', 'member')),
  target_id uuid,
  file_name text not null,
  sha256 text not null,
  columns jsonb not null,
  mapping jsonb not null default '{}',
  reason text, -- why earlier values are restated
  summary jsonb not null default '{}', -- {new, restated, same} as previewed
  outcome jsonb not null default '{}', -- {recorded, restated, unchanged, leftOut} so far
  state text not null default 'checked' check (state in ('checked', 'applying', 'applied', 'failed')),
  total_rows int not null default 0,
  bad_rows int not null default 0,
  applied_rows int not null default 0,
  next_row int not null default 1,
  problem text,
  created_by uuid not null,
  created_at timestamptz not null default current_moment(),
  finished_at timestamptz,
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id)
);
create index data_import_same_file on data_import (org_id, kind, target_id, sha256);
create table data_import_row (
  org_id uuid not null default current_org(),
  data_import_id uuid not null,
  row_no int not null,
  cells jsonb not null,
  problems jsonb not null default '[]',
  effect text check (effect in ('new', 'restated', 'same')), -- null: the row has problems
  primary key (org_id, data_import_id, row_no),
  foreign key (org_id, data_import_id) references data_import (org_id, id) on delete cascade
);
create index data_import_newest on data_import (org_id, kind, target_id, created_at desc);
create index data_import_row_problems on data_import_row (org_id, data_import_id, row_no) where problems <> '[]';
create index data_import_row_restated on data_import_row (org_id, data_import_id, row_no) where effect = 'restated';
call own_by_organisation('data_import');
call own_by_organisation('data_import_row');

create table picture (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  content_type text not null check (content_type in ('image/png', 'image/jpeg', 'image/webp')),
  bytes bytea not null check (length(bytes) <= 2000000),
  created_at timestamptz not null default current_moment(),
  primary key (org_id, id)
);
call own_by_organisation('picture', 'select, insert, delete');

create table saved_view (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  member_id uuid not null,
  room text not null,
  name text not null check (length(name) between 1 and 60),
  query text not null check (length(query) <= 2000),
  created_at timestamptz not null default current_moment(),
  primary key (org_id, id),
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
create unique index saved_view_name on saved_view (org_id, member_id, room, lower(name));
call own_by_organisation('saved_view');

create table executive_visit (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  member_id uuid not null,
  previous_at timestamptz,
  current_at timestamptz not null default current_moment(),
  primary key (org_id, member_id),
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
call own_by_organisation('executive_visit');

create table digest_sent (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  member_id uuid not null,
  day date not null,
  primary key (org_id, member_id, day),
  foreign key (org_id, member_id) references member (org_id, id) on delete cascade
);
call own_by_organisation('digest_sent');

create function plain(value text) returns text language sql immutable parallel safe
  as $$ select lower(public.unaccent('public.unaccent', coalesce(value, ''))) $$;

create table search_entry (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  kind text not null,
  id uuid not null,
  parent_id uuid, -- the record whose page shows this one
  title text not null,
  body text not null default '',
  archived boolean not null default false,
  words tsvector generated always as (setweight(to_tsvector('simple', plain(title)), 'A') || setweight(to_tsvector('simple', plain(body)), 'B')) stored,
  plain_title text generated always as (plain(title)) stored,
  primary key (org_id, kind, id)
);
create index search_entry_words on search_entry using gin (words);
create index search_entry_title on search_entry using gin (plain_title gin_trgm_ops);
call own_by_organisation('search_entry');

-- Keeps search_entry: arguments are the title's columns, the body's columns and the parent's column, comma-separated.
create function index_for_search() returns trigger language plpgsql as $$
begin
  insert into search_entry (kind, id, parent_id, title, body, archived)
    select tg_table_name, r.id, nullif(r.j ->> tg_argv[2], '')::uuid,
      coalesce((select string_agg(r.j ->> c, ' ') from unnest(string_to_array(tg_argv[0], ',')) c), ''),
      coalesce((select string_agg(r.j ->> c, ' ') from unnest(string_to_array(tg_argv[1], ',')) c), ''),
      coalesce(r.j ->> 'archived_at', r.j ->> 'disabled_at') is not null
    from (select n.id, to_jsonb(n) as j from new_rows n) r
    on conflict (org_id, kind, id) do update set title = excluded.title, body = excluded.body, parent_id = excluded.parent_id, archived = excluded.archived
    where (search_entry.title, search_entry.body, search_entry.parent_id, search_entry.archived)
      is distinct from (excluded.title, excluded.body, excluded.parent_id, excluded.archived);
  return null;
end $$;
create procedure search_by(t text, title text, body text default '', parent text default '') language plpgsql as $$
begin
  execute format('create trigger search_inserted after insert on %I referencing new table as new_rows for each statement execute function index_for_search(%L, %L, %L)', t, title, body, parent);
  execute format('create trigger search_updated after update on %I referencing new table as new_rows for each statement execute function index_for_search(%L, %L, %L)', t, title, body, parent);
end $$;
call own_by_organisation('unit');
call own_by_organisation('member');
call search_by('member', 'name', 'email,job_title');
call search_by('unit', 'name');
