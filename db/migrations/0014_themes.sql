-- Themes: how many responses each has by day, what a person said is not of it, tagging of many at once, and suggestions put aside.

-- ── Tagging of many responses at once ───────────────────────────────────────────────────────────────────────────────
-- One act of a person: all responses that match at that time. Carried out in chunks and taken back by its own rows; the versions of those
-- stand in the history, and each chunk is an event with a digest.
create table tagging (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  theme_id uuid not null,
  kind text not null check (kind in ('search', 'words', 'merge')), -- words: by the theme's own, as if they had been there before
  words text not null default '', -- what was searched for
  filters jsonb not null default '{}', -- and narrowed by
  from_theme_id uuid, -- of a merge: the theme that went into this one
  state text not null default 'running' check (state in ('running', 'done', 'undoing', 'undone')),
  tagged int not null default 0,
  next_at timestamptz, next_id uuid, -- the last response looked at
  started_by uuid not null,
  created_at timestamptz not null default current_moment(),
  finished_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, theme_id) references theme (org_id, id),
  foreign key (org_id, from_theme_id) references theme (org_id, id),
  foreign key (org_id, started_by) references member (org_id, id)
);
create index tagging_theme on tagging (org_id, theme_id, created_at desc);
create index tagging_from_theme on tagging (org_id, from_theme_id);
call own_by_organisation('tagging');

alter table response_theme add foreign key (org_id, tagging_id) references tagging (org_id, id);
create index response_theme_tagger on response_theme (org_id, tagged_by, tagged_at desc) where tagged_by is not null;
create index response_theme_tagging on response_theme (org_id, tagging_id) where tagging_id is not null;

-- What a person took off a theme stays off: its words never tag it again.
create table theme_rejection (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  theme_id uuid not null,
  response_id uuid not null,
  answered_on date not null,
  rejected_by uuid,
  rejected_at timestamptz not null default current_moment(),
  primary key (org_id, theme_id, response_id),
  foreign key (org_id, theme_id) references theme (org_id, id),
  foreign key (org_id, response_id, answered_on) references response (org_id, id, answered_on),
  foreign key (org_id, rejected_by) references member (org_id, id)
);
create index theme_rejection_back on theme_rejection (org_id, response_id);
call keep_record('theme_rejection', array['org_id', 'theme_id', 'response_id']);

-- Words that occur together, put aside as no theme.
create table dismissed_suggestion (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  words text not null check (length(words) between 1 and 200), -- in their order, with a blank between
  dismissed_by uuid not null,
  dismissed_at timestamptz not null default current_moment(),
  primary key (org_id, words),
  foreign key (org_id, dismissed_by) references member (org_id, id)
);
call own_by_organisation('dismissed_suggestion');

-- ── Sums ────────────────────────────────────────────────────────────────────────────────────────────────────────────
-- How many responses a post has of each day, and how many of them a theme has: kept with every write, so that a list costs the same whatever
-- the number of responses. Withdrawn ones do not count. All rows of a post are written under the post's lock (lock_scores), which the
-- triggers that keep its scores take first: these come after them by name.
create table response_day (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  listening_post_id uuid not null,
  day date not null,
  n int not null,
  primary key (org_id, day, listening_post_id),
  foreign key (org_id, listening_post_id) references listening_post (org_id, id)
);
create table theme_day (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  theme_id uuid not null,
  listening_post_id uuid not null,
  day date not null,
  n int not null,
  primary key (org_id, theme_id, day, listening_post_id),
  foreign key (org_id, theme_id) references theme (org_id, id),
  foreign key (org_id, listening_post_id) references listening_post (org_id, id)
);
call own_by_organisation('response_day');
call own_by_organisation('theme_day');

create function tally_responses() returns trigger language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  insert into response_day as d (org_id, listening_post_id, day, n)
    select org_id, listening_post_id, answered_on, case tg_op when 'INSERT' then count(*) else -count(*) end
    from changed where withdrawn_at is null group by 1, 2, 3 order by 2, 3
    on conflict (org_id, day, listening_post_id) do update set n = d.n + excluded.n;
  return null;
end $$;
create trigger tally_added after insert on response referencing new table as changed for each statement execute function tally_responses();
create trigger tally_removed after delete on response referencing old table as changed for each statement execute function tally_responses();

create function tally_tags() returns trigger language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  insert into theme_day as d (org_id, theme_id, listening_post_id, day, n)
    select t.org_id, t.theme_id, r.listening_post_id, t.answered_on, case tg_op when 'INSERT' then count(*) else -count(*) end
    from changed t join response r on r.org_id = t.org_id and r.id = t.response_id and r.answered_on = t.answered_on
    where r.withdrawn_at is null group by 1, 2, 3, 4 order by 3, 2, 4
    on conflict (org_id, theme_id, day, listening_post_id) do update set n = d.n + excluded.n;
  return null;
end $$;
create trigger tally_added after insert on response_theme referencing new table as changed for each statement execute function tally_tags();
create trigger tally_removed after delete on response_theme referencing old table as changed for each statement execute function tally_tags();

-- Withdrawn with their import, or brought back.
create function tally_turned() returns trigger language plpgsql as $$
begin
  with turned as materialized (
    select n.org_id, n.id, n.listening_post_id, n.answered_on, case when n.withdrawn_at is null then 1 else -1 end as by
    from new_rows n join old_rows o on o.org_id = n.org_id and o.id = n.id and o.answered_on = n.answered_on
    where (n.withdrawn_at is null) <> (o.withdrawn_at is null)
  ), of_days as (
    insert into response_day as d (org_id, listening_post_id, day, n)
      select org_id, listening_post_id, answered_on, sum(by) from turned group by 1, 2, 3 order by 2, 3
      on conflict (org_id, day, listening_post_id) do update set n = d.n + excluded.n
  )
  insert into theme_day as d (org_id, theme_id, listening_post_id, day, n)
    select t.org_id, t.theme_id, turned.listening_post_id, t.answered_on, sum(turned.by)
    from turned join response_theme t on t.org_id = turned.org_id and t.response_id = turned.id
    group by 1, 2, 3, 4 order by 3, 2, 4
    on conflict (org_id, theme_id, day, listening_post_id) do update set n = d.n + excluded.n;
  return null;
end $$;
create trigger tally_turned after update on response referencing old table as old_rows new table as new_rows
  for each statement execute function tally_turned();

create view as_of.response_day with (security_invoker) as
  select org_id, listening_post_id, answered_on as day, count(*)::int as n from as_of.response group by 1, 2, 3;
create view as_of.theme_day with (security_invoker) as
  select t.org_id, t.theme_id, r.listening_post_id, t.answered_on as day, count(*)::int as n from as_of.response_theme t
  join as_of.response r on r.org_id = t.org_id and r.id = t.response_id and r.answered_on = t.answered_on group by 1, 2, 3, 4;
grant select on as_of.response_day, as_of.theme_day to sirius_app;

-- ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────────
-- A theme's words as a query: {any: [{all: [term], none: [term]}], none: [term]}, a term being {text, prefix}. Taken apart by the parser that made
-- the responses' words, and quoted, so that nothing typed is an operator. Null where there is nothing to look for.
create function theme_term(p_term jsonb) returns tsquery language sql stable parallel safe as $$
  select case when (p_term ->> 'prefix')::boolean
    then to_tsquery('simple', '''' || replace(replace(plain(p_term ->> 'text'), '\', '\\'), '''', '''''') || ''':*')
    else phraseto_tsquery('simple', plain(p_term ->> 'text')) end
$$;
create function theme_query(p_words jsonb) returns tsquery language plpgsql stable parallel safe as $$
declare line jsonb; term jsonb; one tsquery; part tsquery; whole tsquery;
begin
  for line in select * from jsonb_array_elements(p_words -> 'any') loop
    part := null;
    for term in select * from jsonb_array_elements(line -> 'all') loop
      one := theme_term(term);
      if numnode(one) > 0 then part := case when part is null then one else part && one end; end if;
    end loop;
    continue when part is null;
    for term in select * from jsonb_array_elements(line -> 'none') loop
      one := theme_term(term);
      if numnode(one) > 0 then part := part && !! one; end if;
    end loop;
    whole := case when whole is null then part else whole || part end;
  end loop;
  if whole is null then return null; end if;
  for term in select * from jsonb_array_elements(p_words -> 'none') loop
    one := theme_term(term);
    if numnode(one) > 0 then whole := whole && !! one; end if;
  end loop;
  return whole;
end $$;

-- Row security keeps a search out of the index of words, so this one asks each year by itself, where it may (owner_searches), and names the
-- organisation.-- The newest responses with these words after a place in their order, none withdrawn.
create function responses_with(p_query tsquery, p_after timestamptz, p_after_id uuid, p_limit int)
  returns table (id uuid, answered_on date, answered_at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare org uuid := current_org(); year text; found int; wanted int := p_limit;
begin
  if org is null or p_query is null then return; end if;
  for year in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'public.response'::regclass order by 1 desc loop
    return query execute format($f$
      select r.id, r.answered_on, r.answered_at from public.%I r
      where r.org_id = $1 and r.words @@ $2 and r.withdrawn_at is null
        and ($3 is null or r.answered_at < $3 or (r.answered_at = $3 and r.id > $4))
      order by r.answered_at desc, r.id limit $5$f$, year) using org, p_query, p_after, p_after_id, wanted;
    get diagnostics found = row_count;
    wanted := wanted - found;
    exit when wanted <= 0;
  end loop;
end $$;
revoke execute on function responses_with(tsquery, timestamptz, uuid, int) from public;
grant execute on function responses_with(tsquery, timestamptz, uuid, int) to sirius_app;
