-- How several words are looked for among millions. The index gathers every response with each of them before it keeps those with all, so that a
-- word that nobody says beside a frequent one cost as much as the frequent one: words that few say find these few now, and the others are looked
-- for in them. And the planner, which does not know what unpacking a response's words costs, walked a hundred thousand of them in the order of
-- time for words that seldom stand together: where fewer are expected than such a walk passes, these are gathered first.

-- How many rows of a year the planner expects to hold all of these words, as they are sought: 'cold':* & 'seat':*.
create function expected_rows(p_table name, p_words text) returns bigint language plpgsql as $$
declare plan json; begin
  execute format('explain (format json) select from public.%I where words @@ %L::tsquery', p_table, p_words) into plan;
  return plan #>> '{0,Plan,Plan Rows}';
end $$;
revoke execute on function expected_rows(name, text) from public;

-- As in 0020 otherwise. Not stable: PostgreSQL lets such functions not ask for plans.
create or replace function response_matches(p_text text, p_post uuid, p_from date, p_to date, p_hidden uuid[], p_limit int)
  returns table (id uuid, answered_on date, complete boolean)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_org();
  moment timestamptz := as_of_moment();
  sought text[] := (select array_agg('''' || replace(replace(word, '\', '\\'), '''', '''''') || ''':*')
    from unnest(tsvector_to_array(to_tsvector('simple', plain(p_text)))) word);
  query tsquery := to_tsquery('simple', array_to_string(sought, ' & '));
  began timestamptz := clock_timestamp();
  part record; row_no int := 0; whole boolean := true;
  few boolean; gathered boolean; rare text; by_words text;
  the_ids uuid[]; the_days date[];
begin
  if org is null or sought is null then return; end if;
  for part in
    select c.relname, greatest(c.reltuples, 0) as size, substr(c.relname, 10)::int as year from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.response'::regclass
      and substr(c.relname, 10)::int between coalesce(extract(year from p_from), 0) and coalesce(extract(year from p_to), 9999)
    order by year desc
  loop
    if clock_timestamp() > began + interval '2.5 seconds' then whole := false; exit; end if;
    few := few_responses(org, part.year);
    rare := null;
    if not few and cardinality(sought) > 1 then
      select string_agg(word, ' & ') into rare from unnest(sought) word where expected_rows(part.relname, word) <= 2000;
    end if;
    -- A walk in the order of time passes `p_limit` times as many rows as stand there for each that is found.
    gathered := not few and rare is null and expected_rows(part.relname, query::text)::numeric ^ 2 <= p_limit * part.size::numeric;
    -- The index serves `words @@ …` only as it stands; what `is true` follows is asked of the rows.
    by_words := case when rare is null then format('words @@ %L::tsquery', query)
      else format('words @@ %L::tsquery and (words @@ %L::tsquery) is true', rare, query) end;
    -- Planned for these very words; what an offset fences off is found before the rest is looked at.
    execute format($q$select array_agg(id order by answered_at desc, id desc), array_agg(answered_on order by answered_at desc, id desc) from (
        select id, answered_on, answered_at from (select * from public.%I where org_id = %L and %s %s) r where %s and received_at <= %L
          and (withdrawn_at is null or withdrawn_at > %L) and answered_on between %L and %L %s and listening_post_id <> all (%L::uuid[])
        order by answered_at desc, id desc limit %s) m$q$, part.relname, org, case when few then 'true' else by_words end,
      case when few or gathered then 'offset 0' else '' end, case when few then by_words else 'true' end, moment,
      moment, coalesce(p_from, '-infinity'), coalesce(p_to, 'infinity'), case when p_post is null then '' else format('and listening_post_id = %L', p_post) end,
      coalesce(p_hidden, '{}'), p_limit - row_no + 1) into the_ids, the_days;
    if the_ids is null then continue; end if;
    row_no := row_no + cardinality(the_ids);
    if row_no > p_limit then
      whole := false;
      return query select m.id, m.d, false from unnest(the_ids, the_days) with ordinality m(id, d, place) where m.place <= cardinality(the_ids) - (row_no - p_limit);
      exit;
    end if;
    return query select m.id, m.d, true from unnest(the_ids, the_days) m(id, d);
  end loop;
  -- A row of nothing says that it stopped early.
  if not whole then return query select null::uuid, null::date, false; end if;
end $$;
