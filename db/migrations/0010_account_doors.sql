-- What accounts, set-up and reset links still need from the narrow functions of schema access.

-- A new set-up link replaces those printed before it.
create function access.withdraw_set_up_links() returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ update access.mailed_link set used_at = now() where purpose = 'set up' and used_at is null $$;

-- Only the newest reset link of an account works; joining another organisation ends them all.
create function access.withdraw_reset_links(p_account uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ update access.mailed_link set used_at = now() where account_id = p_account and purpose = 'password reset' and used_at is null $$;

-- Every membership of an account, disabled ones too: whoever opens the account could open each of them, now or once enabled.
create function access.every_membership(p_account uuid) returns table (slug text, name text, member_id uuid, member_name text, disabled boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as
  $$ select o.slug, o.name, m.id, m.name, m.disabled_at is not null from public.member m join public.organisation o on o.id = m.org_id
     where m.account_id = p_account order by o.slug $$;

create function access.rename_account(p_id uuid, p_name text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as
  $$ update access.account set name = p_name where id = p_id $$;

do $$ declare f text; begin
  foreach f in array array['withdraw_set_up_links()', 'withdraw_reset_links(uuid)', 'every_membership(uuid)', 'rename_account(uuid, text)'] loop
    execute format('revoke execute on function access.%s from public', f);
    execute format('grant execute on function access.%s to sirius_app', f);
  end loop;
end $$;
