-- Tracking of tables that have a column named like an alias (kpi_value.n): the aliases are words no column has. And `parents`:
-- columns that a change carries with its key, so that the event of that record takes it up even where they did not change.

drop procedure history.track(text, text[]);
create procedure history.track(t text, keys text[] default array['org_id', 'id'], parents text[] default '{}') language plpgsql as $$
declare
  cols text; new_cols text; key_match text; key_json text; missing record; body text;
begin
  select string_agg(quote_ident(attname), ', ' order by attnum), string_agg('new_row.' || quote_ident(attname), ', ' order by attnum)
    into cols, new_cols
    from pg_attribute where attrelid = format('public.%I', t)::regclass and attnum > 0 and not attisdropped and attgenerated = '';
  select string_agg(format('%%1$s.%1$I = %%2$s.%1$I', k), ' and ') into key_match from unnest(keys) k;
  select string_agg(format('%L, %%1$s.%I', k, k), ', ') into key_json from unnest(keys || parents) k where k <> 'org_id';

  if to_regclass(format('history.%I', t)) is null then
    execute format('create table history.%I as select %s from public.%I with no data', t, cols, t);
    execute format('alter table history.%I add recorded_from timestamptz not null, add recorded_to timestamptz', t);
    execute format('create index on history.%I (%s, recorded_from desc)', t, array_to_string(keys, ', '));
    execute format('create index on history.%I (%s) where recorded_to is null', t, array_to_string(keys, ', '));
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
    where recorded_from <= as_of_moment() and (recorded_to is null or recorded_to > as_of_moment())', t, cols);
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
      update history.%1$I kept set recorded_to = greatest(kept.recorded_from, at) from old_rows old_row where %6$s and kept.recorded_to is null;
      insert into history.%1$I (%2$s, recorded_from) select %3$s, at from new_rows new_row;
      if coalesce(current_setting('app.bulk', true), '') <> 'on' then
        perform history.collect((select jsonb_agg(jsonb_build_object('table', %4$L, 'key', jsonb_build_object(%5$s),
          'before', (select jsonb_object_agg(k, to_jsonb(old_row) -> k) from jsonb_each(to_jsonb(new_row)) e(k, v) where v is distinct from to_jsonb(old_row) -> k),
          'after', (select jsonb_object_agg(k, v) from jsonb_each(to_jsonb(new_row)) e(k, v) where v is distinct from to_jsonb(old_row) -> k)))
          from new_rows new_row join old_rows old_row on %7$s));
      end if;$f$, t, cols, new_cols, t, format(key_json, 'new_row'), format(key_match, 'kept', 'old_row'), format(key_match, 'new_row', 'old_row'))));
  execute format('create or replace function history.%I() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as %L',
    'keep_deleted_' || t, format(body, format($f$
      update history.%1$I kept set recorded_to = greatest(kept.recorded_from, at) from old_rows old_row where %4$s and kept.recorded_to is null;
      if coalesce(current_setting('app.bulk', true), '') <> 'on' then
        perform history.collect((select jsonb_agg(jsonb_build_object('table', %2$L, 'key', jsonb_build_object(%3$s), 'before', to_jsonb(old_row) - 'org_id')) from old_rows old_row));
      end if;$f$, t, t, format(key_json, 'old_row'), format(key_match, 'kept', 'old_row'))));

  execute format('create or replace trigger keep_inserted after insert on public.%I referencing new table as new_rows for each statement execute function history.%I()', t, 'keep_inserted_' || t);
  execute format('create or replace trigger keep_updated after update on public.%I referencing old table as old_rows new table as new_rows for each statement execute function history.%I()', t, 'keep_updated_' || t);
  execute format('create or replace trigger keep_deleted after delete on public.%I referencing old table as old_rows for each statement execute function history.%I()', t, 'keep_deleted_' || t);
end $$;

call history.track('kpi_value', parents => array['kpi_id']);
call history.track('kpi_target', parents => array['kpi_id']);
