-- Scores kept by day with every write, and what reading feedback needs: its search, restrictions of verbatims, contacts, KPIs computed from it.

-- ── Sums of scores ──────────────────────────────────────────────────────────────────────────────────────────────────
-- A question belongs to one post, so the sums of two posts never meet: whoever writes takes the post's lock until the end of the
-- transaction, and two writers cannot wait for each other. A transaction writes the responses of one post, or of several in the order of their ids.
revoke insert, update, delete on score_day from sirius_app;
-- Rows are updated in place, over and over: room beside them, and a vacuum that does not wait for a fifth of a large table.
alter table score_day set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

create function lock_scores(p_posts uuid[]) returns void language plpgsql as $$
declare post uuid; begin
  for post in select distinct p from unnest(p_posts) p order by 1 loop
    perform pg_advisory_xact_lock(hashtextextended('scores ' || post, 0));
  end loop;
end $$;
revoke execute on function lock_scores(uuid[]) from public;

-- Questions whose sums are being recounted by a job, since too many responses answer them.
create table score_recount (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  question_id uuid not null,
  asked_at timestamptz not null default current_moment(),
  primary key (org_id, question_id),
  foreign key (org_id, question_id) references question (org_id, id)
);
call own_by_organisation('score_recount', 'select, delete');

-- The functions are written out from the same pieces, so that what is added, taken away, recounted and seen as of the past is one rule.
do $do$
declare
  -- One answer to a question with what it is counted under: the response's own touchpoint, else the question's, else the post's.
  answer text := $sql$
    select q.org_id, q.id as question_id, r.answered_on as day, (r.scores ->> q.number::text)::numeric as score, r.sign,
      coalesce(r.touchpoint_id, q.touchpoint_id, p.touchpoint_id) as touchpoint_id, r.segment_id, r.persona_id, r.unit_id, nullif(r.language, '') as language, %3$s as theme_id,
      q.score_kind = 'nps' as nps, coalesce(q.top_from, q.scale_high - 1) as top_from
    from (%1$s) r
    join %2$s.listening_post p on p.org_id = r.org_id and p.id = r.listening_post_id
    join %2$s.question q on q.org_id = r.org_id and q.listening_post_id = r.listening_post_id and q.kind = 'score'
    where r.scores ? q.number::text$sql$;
  columns text := 'org_id, listening_post_id, answered_on, touchpoint_id, segment_id, persona_id, unit_id, language, scores';
  sums text := $sql$sum(sign)::int as n, sum(sign * score) as total, sum(sign * score * score) as squares,
    sum(case when nps and score >= 9 then sign else 0 end)::int as promoters, sum(case when nps and score <= 6 then sign else 0 end)::int as detractors,
    sum(case when score >= top_from then sign else 0 end)::int as top$sql$;
  -- All facets in one pass over the answers.
  by_facet text := $sql$
    select question_id, case grouping(touchpoint_id, segment_id, persona_id, unit_id, language)
        when 31 then 'all' when 15 then 'touchpoint' when 23 then 'segment' when 27 then 'persona' when 29 then 'unit' else 'language' end as facet,
      case grouping(touchpoint_id, segment_id, persona_id, unit_id, language)
        when 31 then '' when 30 then language else coalesce(touchpoint_id, segment_id, persona_id, unit_id)::text end as facet_key,
      day, %2$s
    from (%1$s) answer
    group by grouping sets ((question_id, day), (question_id, day, touchpoint_id), (question_id, day, segment_id),
      (question_id, day, persona_id), (question_id, day, unit_id), (question_id, day, language))$sql$;
  by_theme text := $sql$select question_id, 'theme' as facet, theme_id::text as facet_key, day, %2$s from (%1$s) answer group by question_id, theme_id, day$sql$;
  keeping text := $sql$
    insert into score_day as s (question_id, facet, facet_key, day, n, total, squares, promoters, detractors, top)
      select * from (%s) d where facet_key is not null and (n, total, squares, promoters, detractors, top) is distinct from (0, 0, 0, 0, 0, 0)
      order by question_id, facet, day, facet_key
      on conflict (org_id, question_id, facet, day, facet_key) do update set n = s.n + excluded.n, total = s.total + excluded.total,
        squares = s.squares + excluded.squares, promoters = s.promoters + excluded.promoters, detractors = s.detractors + excluded.detractors, top = s.top + excluded.top$sql$;
  -- The same, and then without the rows of nobody.
  taking text := $sql$
    with kept as (%s returning s.question_id, s.facet, s.day, s.facet_key, s.n)
      select array_agg(question_id), array_agg(facet), array_agg(day), array_agg(facet_key) into questions, facets, days, keys from kept where n = 0;
    if questions is not null then
      delete from score_day s using unnest(questions, facets, days, keys) gone(question_id, facet, day, facet_key)
        where s.org_id = current_org() and s.question_id = gone.question_id and s.facet = gone.facet and s.day = gone.day and s.facet_key = gone.facet_key and s.n = 0;
    end if;$sql$;
  counted text := 'select %s, %s as sign from %s r where withdrawn_at is null';
  tagged text := 'select r.%s, t.theme_id, %s as sign from %s t join %s r on r.org_id = t.org_id and r.id = t.response_id and r.answered_on = t.answered_on where r.withdrawn_at is null';
  trigger_head text := 'create function %I() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as %L';
  variables text := 'declare questions uuid[]; facets text[]; days date[]; keys text[]; begin ';
  of_response text := replace(columns, ', ', ', r.');
  -- the index of a post's responses goes by moment; a day is never further from it than its zone
  in_days text := ' and r.answered_on between p_from and p_to and r.answered_at between p_from - interval ''2 days'' and p_to + interval ''2 days'' and r.listening_post_id = ';
  moved text; moved_tags text; of_post text;
begin
  moved := format(counted, columns, 1, 'new_rows') || ' union all ' || format(counted, columns, -1, 'old_rows');
  moved_tags := format(tagged, of_response, 1, 'response_theme', 'new_rows') || ' union all ' || format(tagged, of_response, -1, 'response_theme', 'old_rows');

  execute format(trigger_head, 'keep_inserted_scores', 'begin perform lock_scores((select array_agg(distinct listening_post_id) from new_rows)); '
    || format(keeping, format(by_facet, format(answer, format(counted, columns, 1, 'new_rows'), 'public', 'null::uuid'), sums)) || '; return null; end');
  execute format(trigger_head, 'keep_updated_scores', variables || 'perform lock_scores((select array_agg(distinct listening_post_id) from (select listening_post_id from new_rows union all select listening_post_id from old_rows) r)); '
    || format(taking, format(keeping, format(by_facet, format(answer, moved, 'public', 'null::uuid'), sums)))
    || format(taking, format(keeping, format(by_theme, format(answer, moved_tags, 'public', 'r.theme_id'), sums))) || ' return null; end');
  execute format(trigger_head, 'keep_deleted_scores', variables || 'perform lock_scores((select array_agg(distinct listening_post_id) from old_rows)); '
    || format(taking, format(keeping, format(by_facet, format(answer, format(counted, columns, -1, 'old_rows'), 'public', 'null::uuid'), sums))) || ' return null; end');

  moved_tags := format(tagged, of_response, 1, 'new_rows', 'response') || ' union all ' || format(tagged, of_response, -1, 'old_rows', 'response');
  execute format(trigger_head, 'keep_tagged_scores', 'begin perform lock_scores((select array_agg(distinct r.listening_post_id) from new_rows t join response r on r.org_id = t.org_id and r.id = t.response_id and r.answered_on = t.answered_on)); '
    || format(keeping, format(by_theme, format(answer, format(tagged, of_response, 1, 'new_rows', 'response'), 'public', 'r.theme_id'), sums)) || '; return null; end');
  execute format(trigger_head, 'keep_retagged_scores', variables || 'perform lock_scores((select array_agg(distinct r.listening_post_id) from (select * from new_rows union all select * from old_rows) t join response r on r.org_id = t.org_id and r.id = t.response_id and r.answered_on = t.answered_on)); '
    || format(taking, format(keeping, format(by_theme, format(answer, moved_tags, 'public', 'r.theme_id'), sums))) || ' return null; end');
  execute format(trigger_head, 'keep_untagged_scores', variables || 'perform lock_scores((select array_agg(distinct r.listening_post_id) from old_rows t join response r on r.org_id = t.org_id and r.id = t.response_id and r.answered_on = t.answered_on)); '
    || format(taking, format(keeping, format(by_theme, format(answer, format(tagged, of_response, -1, 'old_rows', 'response'), 'public', 'r.theme_id'), sums))) || ' return null; end');

  -- A question's sums of some days from their rows, where its meaning changed. Each day is right as soon as it was recounted.
  of_post := '(select listening_post_id from question where id = p_question)';
  execute format('create function recount_scores(p_question uuid, p_from date default ''-infinity'', p_to date default ''infinity'') returns void
      language plpgsql security definer set search_path = pg_catalog, public, pg_temp as %L',
    'begin perform lock_scores((select array_agg(listening_post_id) from question where id = p_question)); delete from score_day where question_id = p_question and day between p_from and p_to; '
    || format(keeping, format(by_facet, format(answer, format(counted, columns, 1, 'response') || in_days || of_post, 'public', 'null::uuid') || ' and q.id = p_question', sums)) || '; '
    || format(keeping, format(by_theme, format(answer, format(tagged, of_response, 1, 'response_theme', 'response') || in_days || of_post, 'public', 'r.theme_id') || ' and q.id = p_question', sums)) || '; end');

  -- As of a past moment: counted from the rows that were there, so its cost is theirs. Conditions on question, facet and day reach the rows.
  execute 'create view as_of.score_day with (security_invoker) as select org_id, question_id, facet, facet_key, day, ' || sums || ' from (
      select a.*, f.facet, f.facet_key from (' || format(answer, format(counted, columns, 1, 'as_of.response'), 'as_of', 'null::uuid') || $sql$) a
      cross join lateral (values ('all', ''), ('touchpoint', a.touchpoint_id::text), ('segment', a.segment_id::text), ('persona', a.persona_id::text),
        ('unit', a.unit_id::text), ('language', a.language)) f(facet, facet_key) where f.facet_key is not null
      union all select a.*, 'theme', a.theme_id::text from ($sql$ || format(answer, format(tagged, of_response, 1, 'as_of.response_theme', 'as_of.response'), 'as_of', 'r.theme_id') || ') a
    ) counted group by org_id, question_id, facet, facet_key, day';
end $do$;
grant select on as_of.score_day to sirius_app;
revoke execute on function recount_scores(uuid, date, date) from public;
grant execute on function recount_scores(uuid, date, date) to sirius_app;

create trigger keep_inserted_scores after insert on response referencing new table as new_rows for each statement execute function keep_inserted_scores();
create trigger keep_updated_scores after update on response referencing old table as old_rows new table as new_rows for each statement execute function keep_updated_scores();
create trigger keep_deleted_scores after delete on response referencing old table as old_rows for each statement execute function keep_deleted_scores();
create trigger keep_tagged_scores after insert on response_theme referencing new table as new_rows for each statement execute function keep_tagged_scores();
create trigger keep_retagged_scores after update on response_theme referencing old table as old_rows new table as new_rows for each statement execute function keep_retagged_scores();
create trigger keep_untagged_scores after delete on response_theme referencing old table as old_rows for each statement execute function keep_untagged_scores();

-- Whatever changes what an answer counts as: its sums are recounted at once, or where more than 100,000 answered, by a job.
create function recount_or_ask(p_question uuid) returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if coalesce((select sum(n) from score_day where question_id = p_question and facet = 'all'), 0) <= 100000 then
    perform recount_scores(p_question);
  else
    insert into score_recount (question_id) values (p_question) on conflict (org_id, question_id) do update set asked_at = excluded.asked_at;
    perform jobs.enqueue('recount-scores', json_build_object('org', (select slug from organisation where id = current_org()), 'question', p_question), 'recount-scores ' || p_question);
  end if;
end $$;
revoke execute on function recount_or_ask(uuid) from public;
create function recount_of_question() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if (new.kind, new.score_kind, new.scale_high, new.top_from, new.touchpoint_id, new.number) is distinct from (old.kind, old.score_kind, old.scale_high, old.top_from, old.touchpoint_id, old.number)
  then perform recount_or_ask(new.id); end if;
  return null;
end $$;
create function recount_of_post() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.touchpoint_id is distinct from old.touchpoint_id then
    perform recount_or_ask(id) from (select id from question where listening_post_id = new.id and kind = 'score' and touchpoint_id is null order by id) q;
  end if;
  return null;
end $$;
create trigger recount_of_question after update on question for each row execute function recount_of_question();
create trigger recount_of_post after update on listening_post for each row execute function recount_of_post();

-- ── Reading verbatims ───────────────────────────────────────────────────────────────────────────────────────────────
-- Everybody reads what customers wrote, unless a post's verbatims are restricted: for a reason, and until a day on which it ends by itself.
create table verbatim_restriction (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  listening_post_id uuid not null,
  reason text not null check (length(reason) between 1 and 1000),
  ends_on date not null, -- the last day on which it holds
  set_by uuid,
  lifted_at timestamptz,
  lifted_by uuid,
  created_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, listening_post_id) references listening_post (org_id, id),
  foreign key (org_id, set_by) references member (org_id, id),
  foreign key (org_id, lifted_by) references member (org_id, id)
);
create index verbatim_restriction_post on verbatim_restriction (org_id, listening_post_id);
call keep_record('verbatim_restriction');

-- The restrictions that hold now, also while somebody looks back: what may not be read today may not be read in the past either.
create function restrictions_now() returns setof verbatim_restriction language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select v.* from verbatim_restriction v
  where v.lifted_at is null and v.ends_on >= (select (current_moment() at time zone o.time_zone)::date from organisation o where o.id = v.org_id) $$;

-- ── Whom to answer ──────────────────────────────────────────────────────────────────────────────────────────────────
-- Name, e-mail and phone for replying, sealed with a key that is not in the database.
create table response_contact (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  response_id uuid not null,
  answered_on date not null,
  sealed bytea not null,
  primary key (org_id, response_id),
  foreign key (org_id, response_id, answered_on) references response (org_id, id, answered_on)
);
call own_by_organisation('response_contact', 'select, insert, delete');

-- ── Words in ten million responses ──────────────────────────────────────────────────────────────────────────────────
-- Row security lets no word search into the index (0003): this function names the organisation itself. It goes back year by year, newest first,
-- and stops after so many matches or so long; `complete` says whether it came to the end.
create function response_matches(p_text text, p_post uuid, p_from date, p_to date, p_hidden uuid[], p_limit int)
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
        select id, answered_on, answered_at from public.%I where org_id = %L and words @@ %L::tsquery and received_at <= %L
          and (withdrawn_at is null or withdrawn_at > %L) and answered_on between %L and %L %s and listening_post_id <> all (%L::uuid[])
        order by answered_at desc, id desc limit %s) m$q$, part.relname, org, query, moment, moment, coalesce(p_from, '-infinity'), coalesce(p_to, 'infinity'),
      case when p_post is null then '' else format('and listening_post_id = %L', p_post) end, coalesce(p_hidden, '{}'), p_limit - row_no + 1) into the_ids, the_days;
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
revoke execute on function response_matches(text, uuid, date, date, uuid[], int) from public;
grant execute on function response_matches(text, uuid, date, date, uuid[], int) to sirius_app;

-- ── KPIs computed from feedback ─────────────────────────────────────────────────────────────────────────────────────
-- One question, of everybody or of one touchpoint, segment, persona, unit, theme or language: what the sums are kept by.
create table kpi_feedback (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  kpi_id uuid not null,
  question_id uuid not null,
  touchpoint_id uuid, segment_id uuid, persona_id uuid, unit_id uuid, theme_id uuid,
  language text not null default '',
  set_by uuid,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  unique (org_id, kpi_id),
  foreign key (org_id, kpi_id) references kpi (org_id, id),
  foreign key (org_id, question_id) references question (org_id, id),
  foreign key (org_id, touchpoint_id) references touchpoint (org_id, id),
  foreign key (org_id, segment_id) references segment (org_id, id),
  foreign key (org_id, persona_id) references persona (org_id, id),
  foreign key (org_id, unit_id) references unit (org_id, id),
  foreign key (org_id, theme_id) references theme (org_id, id),
  foreign key (org_id, set_by) references member (org_id, id),
  check (num_nonnulls(touchpoint_id, segment_id, persona_id, unit_id, theme_id, nullif(language, '')) <= 1)
);
create index kpi_feedback_question on kpi_feedback (org_id, question_id);
call keep_record('kpi_feedback');
alter table kpi_value drop constraint kpi_value_source_check,
  add constraint kpi_value_source_check check (source in ('typed', 'imported', 'update', 'computed'));
