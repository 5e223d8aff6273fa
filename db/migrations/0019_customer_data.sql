-- How many customers each segment has and what they are worth, counted in a file of customers; and what initiatives cost.

alter table data_import drop constraint data_import_kind_check;
alter table data_import add constraint data_import_kind_check check (kind in ('kpi_value', 'member', 'response', 'customer_count'));

-- ── Counts of customers ─────────────────────────────────────────────────────────────────────────────────────────────
-- Sums of one file of customers as of one day. No customer is kept.
create table customer_count (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 120), -- where it comes from
  counted_on date not null,
  file_name text not null,
  segment_column text not null, -- what the file calls the column that says the segment
  value_name text not null default '', -- what the value is, such as monthly charges; empty: none was counted
  value_unit text check (value_unit in ('money a month', 'money a year', 'money', 'other')),
  currency text, -- the organisation's on the day it was imported, where the value is money
  left_says text not null default '', -- what says that a customer left, such as Churn: Yes; empty: it was not counted
  lines int not null check (lines >= 0), -- of the file, headings not counted
  repeated int not null default 0 check (repeated >= 0), -- lines of customers that stood there already, left out
  unreadable int not null default 0 check (unreadable >= 0), -- lines whose numbers could not be read
  withdrawn_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id),
  check ((value_name = '') = (value_unit is null)),
  check ((currency is not null) = (coalesce(value_unit, 'other') <> 'other'))
);
create unique index customer_count_day_name on customer_count (org_id, counted_on, lower(name)) where withdrawn_at is null;
create index customer_count_day on customer_count (org_id, counted_on desc, id);

-- What the file calls a group of customers, its sums, and the segment it was given to.
create table customer_group (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  customer_count_id uuid not null,
  number int not null check (number >= 1), -- its place in the file
  label text not null, -- empty: lines that say nothing
  segment_id uuid, -- null: left out
  customers int not null check (customers >= 0),
  known_values int not null default 0 check (known_values between 0 and customers), -- customers whose value is known
  value_sum numeric not null default 0, -- of those
  known_left int not null default 0 check (known_left between 0 and customers), -- customers of whom it is known whether they left
  left_count int not null default 0 check (left_count between 0 and known_left),
  primary key (org_id, id),
  unique (org_id, customer_count_id, number),
  foreign key (org_id, customer_count_id) references customer_count (org_id, id),
  foreign key (org_id, segment_id) references segment (org_id, id)
);
create index customer_group_segment on customer_group (org_id, segment_id);

call keep_record('customer_count');
call keep_record('customer_group');
call search_by('customer_count', 'name', 'value_name');

-- ── What initiatives cost ───────────────────────────────────────────────────────────────────────────────────────────
alter table initiative add column budget numeric check (budget between 0 and 1e12); -- in the organisation's currency
alter table initiative add column effort_days numeric check (effort_days between 0 and 1e6); -- days of one person
call history.track('initiative');
