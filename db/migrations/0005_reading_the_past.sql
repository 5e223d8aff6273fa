-- What reading the past needs beside the versions themselves: a way to a record's parts, what was judged of a moment, and its words.

-- ── A record's parts as of a moment: the present's indexes on what rows point at, over all versions ─────────────────
do $$ declare found record; begin
  for found in
    select distinct c.relname as t, a.attname as col
    from pg_index i
    join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
    join pg_attribute o on o.attrelid = c.oid and o.attnum = i.indkey[0] and o.attname = 'org_id'
    join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[1] and a.attname like '%\_id'
    where to_regclass(format('history.%I', c.relname)) is not null and not i.indisprimary and c.relname <> 'kpi_value'
    order by 1, 2
  loop
    execute format('create index on history.%I (org_id, %I, recorded_to)', found.t, found.col);
  end loop;
end $$;
create index on history.kpi_value (org_id, kpi_id, period desc, recorded_to);

-- ── What was judged of a moment ─────────────────────────────────────────────────────────────────────────────────────
-- Standings follow from what was recorded and from the day. A moment's are worked out when somebody first looks back at it and then
-- kept for a while: nothing else can be made of the same records and the same day. A crash may empty them, hence unlogged.
create unlogged table as_of.judged_moment (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  moment timestamptz not null default as_of_moment(),
  judged_at timestamptz not null default now(),
  primary key (org_id, moment)
);
create unlogged table as_of.judged_plan (like plan_standing including defaults, moment timestamptz not null default as_of_moment(),
  primary key (org_id, moment, action_plan_id), foreign key (org_id, moment) references as_of.judged_moment on delete cascade);
create unlogged table as_of.judged_initiative (like initiative_standing including defaults, moment timestamptz not null default as_of_moment(),
  primary key (org_id, moment, initiative_id), foreign key (org_id, moment) references as_of.judged_moment on delete cascade);
create unlogged table as_of.judged_kpi (like kpi_standing including defaults, moment timestamptz not null default as_of_moment(),
  primary key (org_id, moment, kpi_id), foreign key (org_id, moment) references as_of.judged_moment on delete cascade);

do $$ declare t text; cols text; begin
  call own_by_organisation('as_of.judged_moment');
  foreach t in array array['plan', 'initiative', 'kpi'] loop
    call own_by_organisation(format('as_of.judged_%s', t));
    select string_agg(quote_ident(attname), ', ' order by attnum) into cols
      from pg_attribute where attrelid = format('public.%s_standing', t)::regclass and attnum > 0 and not attisdropped;
    execute format('create view as_of.%1$s_standing with (security_invoker) as select %2$s from as_of.judged_%1$s where moment = (select as_of_moment())', t, cols);
    execute format('grant select on as_of.%s_standing to sirius_app', t);
  end loop;
end $$;

-- ── Words of the past ───────────────────────────────────────────────────────────────────────────────────────────────
create table as_of.search_version (
  org_id uuid not null references organisation (id) on delete cascade,
  kind text not null,
  id uuid not null,
  parent_id uuid,
  title text not null,
  body text not null,
  archived boolean not null,
  words tsvector generated always as (setweight(to_tsvector('simple', plain(title)), 'A') || setweight(to_tsvector('simple', plain(body)), 'B')) stored,
  plain_title text generated always as (plain(title)) stored,
  recorded_from timestamptz not null,
  recorded_to timestamptz not null default 'infinity'
);
create index on as_of.search_version (org_id, kind, id, recorded_to);
create index on as_of.search_version using gin (words);
create index on as_of.search_version using gin (plain_title gin_trgm_ops);
call own_by_organisation('as_of.search_version', 'select');
create policy owner_searches on as_of.search_version for select to current_user using (true);

create view as_of.search_entry with (security_invoker) as
  select org_id, kind, id, parent_id, title, body, archived, words, plain_title from as_of.search_version
  where recorded_from <= (select as_of_moment()) and recorded_to > (select as_of_moment());
grant select on as_of.search_entry to sirius_app;

create function as_of.keep_words() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare at timestamptz := current_moment();
begin
  if tg_op = 'UPDATE' then
    update as_of.search_version v set recorded_to = greatest(v.recorded_from, at) from new_rows n
      where v.org_id = n.org_id and v.kind = n.kind and v.id = n.id and v.recorded_to = 'infinity';
  end if;
  insert into as_of.search_version (org_id, kind, id, parent_id, title, body, archived, recorded_from)
    select n.org_id, n.kind, n.id, n.parent_id, n.title, n.body, n.archived, at from new_rows n;
  return null;
end $$;
create trigger keep_inserted_words after insert on search_entry referencing new table as new_rows for each statement execute function as_of.keep_words();
create trigger keep_updated_words after update on search_entry referencing new table as new_rows for each statement execute function as_of.keep_words();

-- The words of versions that were recorded before there was this table, from what each table says it is found by.
do $$ declare org record; found record; begin
  for org in select id from access.list_organisations() loop
    perform set_config('app.org_id', org.id::text, true);
    for found in
      select tgrelid::regclass::text as t, string_to_array(encode(tgargs, 'escape'), '\000') as args
      from pg_trigger where tgname = 'search_inserted'
    loop
      execute format($f$
        insert into as_of.search_version (org_id, kind, id, parent_id, title, body, archived, recorded_from, recorded_to)
        select r.org_id, %1$L, r.id, nullif(r.j ->> %4$L, '')::uuid,
          coalesce((select string_agg(r.j ->> c, ' ') from unnest(string_to_array(%2$L, ',')) c), ''),
          coalesce((select string_agg(r.j ->> c, ' ') from unnest(string_to_array(%3$L, ',')) c), ''),
          coalesce(r.j ->> 'archived_at', r.j ->> 'disabled_at') is not null, r.recorded_from, r.recorded_to
        from (select h.org_id, h.id, h.recorded_from, h.recorded_to, to_jsonb(h) as j from history.%1$I h) r
        where r.recorded_to > r.recorded_from$f$, found.t, found.args[1], found.args[2], found.args[3]);
    end loop;
  end loop;
  perform set_config('app.org_id', '', true);
end $$;

-- The search of the present (0003) over the versions of a moment; found in its place while `as_of` stands first in the search path.
create function as_of.search_matches(p_text text, p_archived boolean)
  returns table (kind text, id uuid, parent_id uuid, title text, body text, archived boolean, rank real)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_org();
  moment timestamptz := as_of_moment();
  asked text := plain(p_text);
  query tsquery := (select to_tsquery('simple', string_agg('''' || replace(replace(word, '\', '\\'), '''', '''''') || ''':*', ' & '))
    from unnest(tsvector_to_array(to_tsvector('simple', asked))) word);
begin
  perform set_config('pg_trgm.word_similarity_threshold', '0.42', true);
  return query
    select e.kind, e.id, e.parent_id, e.title, e.body, e.archived,
      (case when e.words @@ query then 0.5 + ts_rank(e.words, query) else word_similarity(asked, e.plain_title) - 0.2 end
        + case when e.plain_title = asked then 2 when starts_with(e.plain_title, asked) then 1 else 0 end
        + case e.kind when 'initiative' then 0.12 when 'action_plan' then 0.1 when 'outcome' then 0.1 when 'kpi' then 0.1 when 'member' then 0.08
            when 'plan_update' then -0.1 when 'milestone' then -0.05 else 0 end
        - case when e.archived then 0.5 else 0 end)::real
    from as_of.search_version e
    where (e.words @@ query or (length(asked) > 2 and asked <% e.plain_title)) and e.org_id = org and (p_archived or not e.archived)
      and e.recorded_from <= moment and e.recorded_to > moment;
end $$;
revoke execute on function as_of.search_matches(text, boolean) from public;
grant execute on function as_of.search_matches(text, boolean) to sirius_app;
