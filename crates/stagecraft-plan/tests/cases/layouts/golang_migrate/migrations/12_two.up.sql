alter table members add at timestamptz;

create index concurrently members_at on members (at);
