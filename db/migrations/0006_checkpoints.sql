-- Proof that leaves the database: signed checkpoints of every organisation's chain, where they were sent, and what checks found.

-- ── Checkpoints ─────────────────────────────────────────────────────────────────────────────────────────────────────
-- `line` is what was signed and its signature, byte for byte as it stands in the file and was sent out (docs/history-format.md).
create table history.checkpoint (
  org_id uuid not null references organisation (id) on delete cascade,
  size bigint not null check (size > 0),
  head bytea not null,
  made_at timestamptz not null,
  key text not null, -- the public key, 64 hex digits; the private one never comes here
  line text not null,
  primary key (org_id, size)
);
call own_by_organisation('history.checkpoint', 'select');
create trigger append_only before update or delete on history.checkpoint for each row execute function history.refuse();
create trigger no_truncate before truncate on history.checkpoint for each statement execute function history.refuse();

-- The only way to add one; false where one of this size is there already. Refuses a head that the chain does not have.
create function history.keep_checkpoint(p_size bigint, p_head text, p_made_at timestamptz, p_key text, p_line text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from history.event e where e.org_id = current_org() and e.seq = p_size and e.hash = decode(p_head, 'hex')) then
    raise exception 'the history has no such head';
  end if;
  insert into history.checkpoint (org_id, size, head, made_at, key, line)
    values (current_org(), p_size, decode(p_head, 'hex'), p_made_at, p_key, p_line) on conflict do nothing;
  return found;
end $$;
revoke execute on function history.keep_checkpoint(bigint, text, timestamptz, text, text) from public;
grant execute on function history.keep_checkpoint(bigint, text, timestamptz, text, text) to sirius_app;

-- What became of each checkpoint on each of its ways out.
create table checkpoint_delivery (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  size bigint not null,
  way text not null check (way in ('file', 'mail', 'webhook')),
  state text not null default 'waiting' check (state in ('waiting', 'done', 'dropped')),
  problem text, -- of the last try
  tries int not null default 0,
  mail_id uuid,
  changed_at timestamptz not null default now(),
  primary key (org_id, size, way),
  foreign key (org_id, size) references history.checkpoint (org_id, size) on delete cascade,
  foreign key (org_id, mail_id) references mail (org_id, id) on delete set null (mail_id)
);
create index checkpoint_delivery_waiting on checkpoint_delivery (org_id, way, size) where state = 'waiting';
create index checkpoint_delivery_mail on checkpoint_delivery (org_id, mail_id) where mail_id is not null;
call own_by_organisation('checkpoint_delivery');

-- ── Where they go ───────────────────────────────────────────────────────────────────────────────────────────────────
-- The history says who is sent checkpoints. Of a web address it says the host only: the rest often is a secret, and what the history
-- has learnt, everybody reads for ever. The whole address stands in a table that is not tracked.
alter table organisation add column checkpoint_email text check (length(checkpoint_email) between 3 and 254);
alter table organisation add column checkpoint_host text check (length(checkpoint_host) between 1 and 300);
call history.track('organisation');

create table checkpoint_webhook (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  url text not null check (url like 'https://%' and length(url) <= 2000),
  primary key (org_id)
);
call own_by_organisation('checkpoint_webhook');

-- ── What checks found ───────────────────────────────────────────────────────────────────────────────────────────────
create table proof_check (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  asked_by uuid, -- null: the nightly check
  asked_at timestamptz not null default now(),
  finished_at timestamptz, -- null: asked for, not done yet
  events bigint,
  head bytea,
  checkpoints int,
  problems jsonb not null default '[]', -- [{text, seq?, at?, title?}], the first broken event first
  took_ms int,
  primary key (org_id, id),
  foreign key (org_id, asked_by) references member (org_id, id)
);
create index proof_check_newest on proof_check (org_id, asked_at desc);
call own_by_organisation('proof_check', 'select, insert, update');
