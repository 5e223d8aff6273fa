-- Appends the transaction's events to the organisation's chain; called last, because it locks the chain's head.
-- Each event takes up the changes of its own record and of rows that point at it; the first takes the rest. Changes
-- without an event are an error, so nothing is ever written unrecorded.
-- events: [{verb, kind, id, title, reason?, also?: [{kind, id}], digest?: {rows, merkleRoot}}]
create or replace function history.append(events jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_org();
  at timestamptz := current_moment();
  changes jsonb := coalesce(nullif(current_setting('app.changes', true), ''), '[]')::jsonb;
  rest jsonb := '[]'; mine jsonb[] := '{}'; change jsonb; event jsonb; i int; own boolean; best int; n int := jsonb_array_length(events);
  filled boolean[] := '{}'; -- events that have taken up a change of their own record's row
  head history.chain; body text; next_hash bytea;
begin
  if org is null then raise exception 'no organisation'; end if;
  if n = 0 then
    if jsonb_array_length(changes) > 0 then
      raise exception 'a change of % was not recorded', changes -> 0 ->> 'table';
    end if;
    return null;
  end if;
  for i in 0 .. n - 1 loop mine := mine || '[]'::jsonb; filled := filled || false; end loop;
  -- Where several events of a transaction are about one record, each takes the record's changes up to the next change of its row.
  for change in select * from jsonb_array_elements(changes) loop
    best := null;
    for i in 1 .. n loop
      event := events -> (i - 1);
      own := change ->> 'table' = event ->> 'kind' and change -> 'key' ->> 'id' = event ->> 'id';
      if own and not filled[i] then
        best := i;
        filled[i] := true;
        exit;
      elsif own
        or coalesce(change -> 'after', change -> 'before') ->> ((event ->> 'kind') || '_id') = event ->> 'id'
        or change -> 'key' ->> ((event ->> 'kind') || '_id') = event ->> 'id' then
        if best is null or filled[i] then best := i; end if;
      end if;
    end loop;
    if best is null then rest := rest || jsonb_build_array(change);
    else mine[best] := mine[best] || jsonb_build_array(change); end if;
  end loop;
  mine[1] := mine[1] || rest;

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

