-- The index of words holds those of all organisations: where a neighbour has millions of responses, a frequent word of a small organisation
-- would be looked for among all of theirs. A small one's responses of a year are read by themselves instead.

-- Whether an organisation has so few responses of a year that reading them all costs less than looking a word up.
create function few_responses(p_org uuid, p_year int) returns boolean language sql stable as $$
  select coalesce(sum(n), 0) <= 20000 from public.response_day
  where org_id = p_org and day between make_date(p_year, 1, 1) and make_date(p_year, 12, 31)
$$;
revoke execute on function few_responses(uuid, int) from public;

-- As in 0013; what is fenced off by its offset is found before its words are looked at.
create or replace function response_matches(p_text text, p_post uuid, p_from date, p_to date, p_hidden uuid[], p_limit int)
  returns table (id uuid, answered_on date, complete boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_org();
  moment timestamptz := as_of_moment();
  query tsquery := (select to_tsquery('simple', string_agg('''' || replace(replace(word, '\', '\\'), '''', '''''') || ''':*', ' & '))
    from unnest(tsvector_to_array(to_tsvector('simple', plain(p_text)))) word);
  began timestamptz := clock_timestamp();
  part record; row_no int := 0; whole boolean := true;
  the_ids uuid[]; the_days date[];
begin
  if org is null or query is null then return; end if;
  for part in
    select c.relname, substr(c.relname, 10)::int as year from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.response'::regclass
      and substr(c.relname, 10)::int between coalesce(extract(year from p_from), 0) and coalesce(extract(year from p_to), 9999)
    order by 2 desc
  loop
    if clock_timestamp() > began + interval '2.5 seconds' then whole := false; exit; end if;
    -- Planned for these very words: how common they are decides whether the index of words or of time is read.
    execute format($q$select array_agg(id order by answered_at desc, id desc), array_agg(answered_on order by answered_at desc, id desc) from (
        select id, answered_on, answered_at from (select * from public.%I where org_id = %L %s) r where words @@ %L::tsquery and received_at <= %L
          and (withdrawn_at is null or withdrawn_at > %L) and answered_on between %L and %L %s and listening_post_id <> all (%L::uuid[])
        order by answered_at desc, id desc limit %s) m$q$, part.relname, org, case when few_responses(org, part.year) then 'offset 0' else '' end, query, moment,
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

-- As in 0014.
create or replace function responses_with(p_query tsquery, p_after timestamptz, p_after_id uuid, p_limit int)
  returns table (id uuid, answered_on date, answered_at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare org uuid := current_org(); year text; found int; wanted int := p_limit;
begin
  if org is null or p_query is null then return; end if;
  for year in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'public.response'::regclass order by 1 desc loop
    return query execute format($f$
      select r.id, r.answered_on, r.answered_at from (select * from public.%I where org_id = $1 %s) r
      where r.words @@ $2 and r.withdrawn_at is null
        and ($3 is null or r.answered_at < $3 or (r.answered_at = $3 and r.id > $4))
      order by r.answered_at desc, r.id limit $5$f$, year, case when few_responses(org, substr(year, 10)::int) then 'offset 0' else '' end)
      using org, p_query, p_after, p_after_id, wanted;
    get diagnostics found = row_count;
    wanted := wanted - found;
    exit when wanted <= 0;
  end loop;
end $$;
