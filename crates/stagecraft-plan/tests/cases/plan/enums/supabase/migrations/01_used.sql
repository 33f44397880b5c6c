alter type public.status add value if not exists 'on_hold' after 'open';
comment on type status is 'on_hold';
update t set status = 'on_hold';
insert into t (status) values ('on_hold');
