-- Timelines and differences that cost the same however long the history is.

-- ── Timelines: newest first by time; a sequence number says where a page goes on ────────────────────────────────────
-- A record's timeline needs the moment beside the record, so that a past one begins at its moment and not at today's end.
alter table history.event_subject add recorded_at timestamptz not null default current_moment();
do $$ declare org record; begin
  for org in select id from access.list_organisations() loop
    perform set_config('app.org_id', org.id::text, true);
    update history.event_subject s set recorded_at = e.recorded_at from history.event e where e.org_id = s.org_id and e.seq = s.seq;
  end loop;
  perform set_config('app.org_id', '', true);
end $$;
create index event_subject_newest on history.event_subject (org_id, kind, subject_id, recorded_at, seq);

drop index history.event_recorded;
drop index history.event_actor;
create index event_newest on history.event (org_id, recorded_at, seq);
create index event_newest_by_actor on history.event (org_id, actor_id, recorded_at, seq);
create index event_newest_of_verb on history.event (org_id, verb, recorded_at, seq);
create index event_newest_by_actor_of_verb on history.event (org_id, actor_id, verb, recorded_at, seq);

-- ── Differences: the versions that began in a stretch of time, as those that ended in it have their index already ──
do $$ declare t text; begin
  for t in
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'recorded_from'
    where c.relnamespace = 'history'::regnamespace and c.relkind = 'r'
  loop
    execute format('create index on history.%I (org_id, recorded_from)', t);
  end loop;
end $$;
-- Of one KPI there may be thousands of values.
create index on history.kpi_value (org_id, kpi_id, recorded_from);
