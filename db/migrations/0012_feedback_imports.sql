-- Files of responses on their way in: their raw bytes, compressed and encrypted, until they are applied or a day old; and what is wrong
-- with their lines.

alter table data_import drop constraint data_import_kind_check;
alter table data_import add constraint data_import_kind_check check (kind in ('kpi_value', 'member', 'response'));
alter table data_import drop constraint data_import_state_check;
alter table data_import add constraint data_import_state_check
  check (state in ('reading', 'checked', 'applying', 'applied', 'failed', 'undoing', 'undone'));
alter table data_import add column file_size bigint; -- of the text that is read
alter table data_import add column next_byte bigint not null default 0; -- where reading goes on; next_row is its line

create table import_part (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  data_import_id uuid not null,
  number int not null,
  bytes bytea not null, -- of 1,048,576 bytes of the file (the last part of the rest)
  primary key (org_id, data_import_id, number),
  foreign key (org_id, data_import_id) references data_import (org_id, id) on delete cascade
);
alter table import_part alter column bytes set storage external; -- compressed already
call own_by_organisation('import_part', 'select, insert, delete');

create table import_problem (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  data_import_id uuid not null,
  line int not null,
  place int not null, -- of several in one line
  column_name text, -- null: the whole line
  cell text not null default '', -- what it says, personal data masked
  reason text not null,
  primary key (org_id, data_import_id, line, place),
  foreign key (org_id, data_import_id) references data_import (org_id, id) on delete cascade
);
call own_by_organisation('import_problem', 'select, insert, delete');
create index response_import_open on response (org_id, data_import_id) where withdrawn_at is null and data_import_id is not null;
