-- crosses: select count(*) from teams t join users u on u.id = t.lead_id where u.tenant_id <> t.tenant_id
-- crosses: select count(*) from tenants t join users u on u.id = t.owner_id where u.tenant_id <> t.id
-- Tables that need each other: one side comes late, or is checked late.
create table tenants (id int primary key, owner_id int);
create table teams (id int primary key, tenant_id int not null references tenants, lead_id int);
create table users (
  id int primary key, tenant_id int not null references tenants, team_id int not null references teams
);
alter table teams add foreign key (lead_id) references users;
alter table tenants add foreign key (owner_id) references users;
create table eggs (id int primary key, hen_id int not null);
create table hens (id int primary key, egg_id int not null references eggs deferrable initially deferred);
alter table eggs add foreign key (hen_id) references hens deferrable initially deferred;
