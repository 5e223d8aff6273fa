-- What delights or pains a persona, one sentence each, and what that rests on.
create table persona_experience (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  id uuid not null,
  persona_id uuid not null,
  kind text not null check (kind in ('delight', 'pain')),
  sentence text not null check (length(sentence) between 1 and 300),
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default current_moment(),
  updated_at timestamptz not null default current_moment(),
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, persona_id) references persona (org_id, id),
  foreign key (org_id, created_by) references member (org_id, id)
);
create index persona_experience_persona on persona_experience (org_id, persona_id);

create table persona_experience_observation (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  persona_experience_id uuid not null, observation_id uuid not null,
  primary key (org_id, persona_experience_id, observation_id),
  foreign key (org_id, persona_experience_id) references persona_experience (org_id, id),
  foreign key (org_id, observation_id) references observation (org_id, id)
);
create index persona_experience_observation_back on persona_experience_observation (org_id, observation_id);
create table persona_experience_theme (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  persona_experience_id uuid not null, theme_id uuid not null,
  primary key (org_id, persona_experience_id, theme_id),
  foreign key (org_id, persona_experience_id) references persona_experience (org_id, id),
  foreign key (org_id, theme_id) references theme (org_id, id)
);
create index persona_experience_theme_back on persona_experience_theme (org_id, theme_id);
create table persona_experience_response (
  org_id uuid not null default current_org() references organisation (id) on delete cascade,
  persona_experience_id uuid not null,
  response_id uuid not null,
  answered_on date not null,
  primary key (org_id, persona_experience_id, response_id),
  foreign key (org_id, persona_experience_id) references persona_experience (org_id, id),
  foreign key (org_id, response_id, answered_on) references response (org_id, id, answered_on)
);
create index persona_experience_response_back on persona_experience_response (org_id, response_id);

call keep_record('persona_experience');
call keep_record('persona_experience_observation', array['org_id', 'persona_experience_id', 'observation_id']);
call keep_record('persona_experience_theme', array['org_id', 'persona_experience_id', 'theme_id']);
call keep_record('persona_experience_response', array['org_id', 'persona_experience_id', 'response_id']);

call search_by('persona_experience', 'sentence');
