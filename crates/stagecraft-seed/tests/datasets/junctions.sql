-- crosses: select count(*) from taggings t join items i on i.id = t.item_id join tags g on g.id = t.tag_id where i.tenant_id <> g.tenant_id
-- crosses: select count(*) from relations r join items a on a.id = r.a_id join items b on b.id = r.b_id where a.tenant_id <> b.tenant_id
-- Pairs that may not come twice, and pairs of one table.
create table tenants (id int primary key);
create table items (id int primary key, tenant_id int not null references tenants, name text);
create table tags (id int primary key, tenant_id int not null references tenants, label text not null, unique (tenant_id, label));
create table taggings (
  item_id int not null references items,
  tag_id int not null references tags,
  primary key (item_id, tag_id)
);
create table relations (
  id bigserial primary key,
  a_id int not null references items,
  b_id int not null references items,
  unique (a_id, b_id),
  check (a_id <> b_id)
);
