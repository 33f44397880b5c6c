-- crosses: select count(*) from tasks t join projects p on p.id = t.project_id where p.tenant_id <> t.tenant_id
-- crosses: select count(*) from tasks t join people p on p.id = t.assignee_id where p.tenant_id <> t.tenant_id
-- crosses: select count(*) from comments c join tasks t on t.id = c.task_id join people p on p.id = c.author_id where p.tenant_id <> t.tenant_id
-- Composite keys and diamonds: a task reaches its tenant by three ways, a comment by two.
create table tenants (id uuid primary key default gen_random_uuid(), name text not null);
create table people (
  tenant_id uuid not null references tenants,
  id bigint not null,
  name text not null,
  primary key (tenant_id, id),
  unique (id)
);
create table projects (
  tenant_id uuid not null references tenants,
  id bigint not null,
  owner_id bigint not null,
  primary key (tenant_id, id),
  unique (id),
  foreign key (tenant_id, owner_id) references people (tenant_id, id)
);
create table tasks (
  tenant_id uuid not null references tenants,
  id bigint not null,
  project_id bigint not null,
  assignee_id bigint,
  primary key (tenant_id, id),
  unique (id),
  foreign key (tenant_id, project_id) references projects (tenant_id, id),
  foreign key (tenant_id, assignee_id) references people (tenant_id, id)
);
-- Says nothing of a tenant itself.
create table comments (
  id bigint generated always as identity primary key,
  task_id bigint not null references tasks (id),
  author_id bigint not null references people (id),
  body text not null
);
