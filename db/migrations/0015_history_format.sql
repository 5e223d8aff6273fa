-- A current version ends at infinity, so that one index finds any moment; a change knows what its row points at.

-- Gives a table its typed history, its as-of view and the triggers that keep both. Run again after adding columns.
drop procedure if exists history.track(text, text[], text[]);
drop procedure if exists history.track(text, text[]);
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
create or replace function history.collect(changes jsonb) returns void language sql as $$
  select set_config('app.changes', (coalesce(nullif(current_setting('app.changes', true), ''), '[]')::jsonb || coalesce(
    (select jsonb_agg(change || jsonb_build_object('step', coalesce(nullif(current_setting('app.step', true), '')::int, 0))) from jsonb_array_elements(changes) change), '[]'))::text, true)
$$;

-- Appends the transaction's events to the organisation's chain; called last, because it locks the chain's head.
-- An event takes up the changes made since the event before it. Where several were recorded at once, each takes those of its own
-- record and of rows that point at it, the first of them the rest. Changes without an event are an error: nothing is ever written unrecorded.
-- events: [{verb, kind, id, title, reason?, also?: [{kind, id}], digest?: {rows, merkleRoot}}]
create or replace function history.append(events jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
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

do $$ declare t text; k text[]; begin
  for t in select c.relname from pg_class c where c.relnamespace = 'history'::regnamespace and c.relkind = 'r' and c.relname not in ('chain', 'event', 'event_subject') loop
    execute format('drop view if exists as_of.%I', t);
    execute format('alter table history.%I alter recorded_to set default ''infinity''', t);
    execute format('update history.%I set recorded_to = ''infinity'' where recorded_to is null', t);
    execute format('alter table history.%I alter recorded_to set not null', t);
    execute format('create index on history.%I (org_id, recorded_to, recorded_from)', t);
    select array_agg(a.attname::text order by x.ord) into k from pg_index i, unnest(i.indkey) with ordinality x(attnum, ord) join pg_attribute a on a.attnum = x.attnum
      where i.indrelid = format('public.%I', t)::regclass and i.indisprimary and a.attrelid = i.indrelid;
    if t = 'organisation' then k := array['org_id', 'id']; end if;
    execute format('create index on history.%I (%s, recorded_to)', t, array_to_string(k, ', '));
    call history.track(t, k);
  end loop;
end $$;
