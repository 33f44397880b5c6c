drop index concurrently members_at;
alter table members drop at;
