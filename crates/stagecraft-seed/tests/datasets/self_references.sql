-- Trees: with roots, and where the root points at itself.
create table folders (
  id int primary key, parent_id int references folders, name text not null, unique (parent_id, name)
);
create table nodes (id int primary key, parent_id int not null references nodes);
create table tenants (id int primary key);
create table accounts (
  tenant_id int not null references tenants, id int not null, parent_id int,
  primary key (tenant_id, id), foreign key (tenant_id, parent_id) references accounts
);
create table chain (id int primary key, previous_id int unique references chain, check (previous_id <> id));
