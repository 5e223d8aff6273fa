-- Searching with its indexes. Row security lets only leak-proof conditions into an index, and neither word nor trigram search is
-- one: asked directly, every search reads every entry of the organisation. This function names the organisation itself instead.
create policy owner_searches on search_entry for select to current_user using (true);

-- Entries with words that begin with the words asked for, or a title in which something is written almost like it; never of
-- another organisation. The words are taken apart by the parser that made the index, and quoted, so that nothing typed is an operator.
create function search_matches(p_text text, p_archived boolean)
  returns table (kind text, id uuid, parent_id uuid, title text, body text, archived boolean, rank real)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  org uuid := current_org();
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
    from search_entry e
    where (e.words @@ query or (length(asked) > 2 and asked <% e.plain_title)) and e.org_id = org and (p_archived or not e.archived);
end $$;
revoke execute on function search_matches(text, boolean) from public;
grant execute on function search_matches(text, boolean) to sirius_app;
