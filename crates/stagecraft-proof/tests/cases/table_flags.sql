-- exact
alter table app.orders no force row level security;
alter table app.shops disable row level security;
alter table app.log set (fillfactor = 50, autovacuum_enabled = off);
alter table app.scratch set logged;
alter table app.log replica identity full;
comment on table app.shops is null;
