-- stagecraft: no-transaction
begin;
select 1;
