create index concurrently members_id on members (id);
select 3;
