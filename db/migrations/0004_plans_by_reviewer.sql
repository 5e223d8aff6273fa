-- The badge beside My duties counts what waits for a reviewer on every page.
create index action_plan_reviewer on action_plan (org_id, reviewer_id) where archived_at is null;
