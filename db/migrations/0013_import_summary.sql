-- What an import found and did, kept with it: the guess to correct, the counts to expect and those that came true.

alter table data_import
  add reason text, -- why earlier values are restated
  add summary jsonb not null default '{}', -- {new, restated, same} as previewed
  add outcome jsonb not null default '{}'; -- {recorded, restated, unchanged, leftOut} so far
alter table data_import_row
  add effect text check (effect in ('new', 'restated', 'same')); -- null: the row has problems
create index data_import_row_problems on data_import_row (org_id, data_import_id, row_no) where problems <> '[]';
create index data_import_row_restated on data_import_row (org_id, data_import_id, row_no) where effect = 'restated';
create index data_import_newest on data_import (org_id, kind, target_id, created_at desc);
