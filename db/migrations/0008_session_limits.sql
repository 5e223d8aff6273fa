-- Sessions end sooner, and begin a new token where a password was given or a role changed.

-- ── Limits: 30 minutes without use, 12 hours in all, unless the organisation says otherwise ─────────────────────────
alter table organisation add column idle_minutes int;
alter table organisation alter column idle_hours drop not null, alter column idle_hours drop default;
alter table organisation drop constraint organisation_absolute_hours_check;
call history.track('organisation');

-- Limits that nobody had set become the recommended ones, others stay within what may be set; as a change that the history tells of.
do $$ declare org record; begin
  for org in select id from access.list_organisations() loop
    perform set_config('app.org_id', org.id::text, true), set_config('app.request_id', 'migration', true);
    update organisation set
      idle_minutes = case idle_hours when 8 then 30 else least(idle_hours * 60, 480) end,
      absolute_hours = case absolute_hours when 168 then 12 else least(absolute_hours, 168) end,
      idle_hours = null, version = version + 1, updated_at = current_moment()
      where id = org.id;
    update organisation set absolute_hours = ceil(idle_minutes / 60.0) where id = org.id and idle_minutes > absolute_hours * 60;
    perform history.append(jsonb_build_array(jsonb_build_object('verb', 'organisation.edited', 'kind', 'organisation', 'id', o.id, 'title', o.name,
      'reason', 'Sessions now end after 30 minutes without use and 12 hours in all, unless other limits were set.')))
      from organisation o where o.id = org.id;
  end loop;
  perform set_config('app.org_id', '', true), set_config('app.request_id', '', true);
end $$;

alter table organisation
  alter column idle_minutes set not null,
  alter column idle_minutes set default 30,
  alter column absolute_hours set default 12,
  add constraint organisation_idle_minutes_check check (idle_minutes between 5 and 480),
  add constraint organisation_absolute_hours_check check (absolute_hours between 1 and 168),
  add constraint organisation_session_limits_check check (idle_minutes <= absolute_hours * 60);
-- What it was stays readable in the history's table.
alter table organisation drop column idle_hours;
call history.track('organisation');

drop function access.open(uuid, text);
create function access.open(p_account uuid, p_slug text) returns table (org_id uuid, slug text, name text, time_zone text, locale text, currency text,
    grace_days int, member_id uuid, member_name text, email text, role text, unit_id uuid)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select o.id, o.slug, o.name, o.time_zone, o.locale, o.currency, o.grace_days, m.id, m.name, m.email, m.role, m.unit_id
    from public.organisation o join public.member m on m.org_id = o.id
    where o.slug = p_slug and m.account_id = p_account and m.disabled_at is null;
end $$;
revoke execute on function access.open(uuid, text) from public;
grant execute on function access.open(uuid, text) to sirius_app;

-- ── Renewal: a session keeps its identity while its token changes ───────────────────────────────────────────────────
-- The next token is made of the present one and `next_renewal_key` (app/access/sessions.server.ts), so that requests which arrive at
-- once, on whatever server, find the same one, and neither the token before nor this table alone is enough to know it.
alter table access.session
  add column token_hash text unique,
  add column renewal_key text, -- made the present token of the one before
  add column previous_token_hash text,
  add column renewed_at timestamptz,
  add column next_renewal_key text; -- the next request begins a new token
update access.session set token_hash = id;
alter table access.session alter column token_hash set not null;
create index session_previous_token on access.session (previous_token_hash) where previous_token_hash is not null;

create or replace function access.create_session(p_id text, p_account uuid, p_expires timestamptz, p_address text, p_agent text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ insert into access.session (id, token_hash, account_id, expires_at, address, user_agent) values (p_id, p_id, p_account, p_expires, p_address, left(p_agent, 300)) $$;

-- For a minute the token before is as good as the present one: requests on their way with it, and answers lost on theirs, throw nobody
-- out. For that long there is no second renewal.
drop function access.find_session(text);
create function access.find_session(p_token_hash text) returns table (id text, account_id uuid, created_at timestamptz, last_seen_at timestamptz,
    authenticated_at timestamptz, expires_at timestamptz, email text, name text, account_disabled_at timestamptz, idle_minutes int, absolute_hours int,
    renewal_key text, renewal_due boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select s.id, s.account_id, s.created_at, s.last_seen_at, s.authenticated_at, s.expires_at, a.email, a.name, a.disabled_at, l.idle_minutes, l.absolute_hours,
       case when s.previous then s.renewal_key when s.due then s.next_renewal_key end, s.due and not s.previous
     from (select t.*, t.token_hash <> p_token_hash as previous,
         t.next_renewal_key is not null and (t.renewed_at is null or t.renewed_at < now() - interval '1 minute') as due
       from access.session t
       where t.token_hash = p_token_hash or (t.previous_token_hash = p_token_hash and t.renewed_at > now() - interval '1 minute')) s
     join access.account a on a.id = s.account_id
     cross join lateral (select coalesce(min(o.idle_minutes), 30) as idle_minutes, coalesce(min(o.absolute_hours), 12) as absolute_hours
       from public.member m join public.organisation o on o.id = m.org_id where m.account_id = s.account_id and m.disabled_at is null) l $$; -- the strictest limits of the account's organisations hold
-- Whoever comes second finds it done.
create function access.renew_session(p_id text, p_from text, p_to text, p_key text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ update access.session set previous_token_hash = token_hash, token_hash = p_to, renewal_key = next_renewal_key, next_renewal_key = null, renewed_at = now()
     where id = p_id and token_hash = p_from and next_renewal_key = p_key $$;
revoke execute on function access.find_session(text), access.renew_session(text, text, text, text) from public;
grant execute on function access.find_session(text), access.renew_session(text, text, text, text) to sirius_app;

-- A key is 244 random bits; one that waits already is as good.
create or replace function access.reauthenticate_session(p_id text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ update access.session set authenticated_at = now(), next_renewal_key = coalesce(next_renewal_key, gen_random_uuid()::text || gen_random_uuid()) where id = p_id $$;
-- Sets the password, ends every session but the one that asked (none: all of them), and renews that one.
create or replace function access.set_password(p_id uuid, p_password_hash text, p_keep_session text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ update access.account set password_hash = p_password_hash, password_changed_at = now() where id = p_id;
     delete from access.session where account_id = p_id and id is distinct from p_keep_session;
     update access.session set next_renewal_key = coalesce(next_renewal_key, gen_random_uuid()::text || gen_random_uuid()) where id = p_keep_session;
     update access.mailed_link set used_at = now() where account_id = p_id and purpose = 'password reset' and used_at is null $$;

-- In the database, so that no way of giving somebody more rights can forget it.
create function access.renew_sessions_of_member() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update access.session set next_renewal_key = gen_random_uuid()::text || gen_random_uuid() where account_id = new.account_id and next_renewal_key is null;
  return null;
end $$;
revoke execute on function access.renew_sessions_of_member() from public;
create trigger renew_sessions after update on member for each row
  when (new.account_id is not null and (old.role <> new.role or (old.disabled_at is not null and new.disabled_at is null)))
  execute function access.renew_sessions_of_member();
