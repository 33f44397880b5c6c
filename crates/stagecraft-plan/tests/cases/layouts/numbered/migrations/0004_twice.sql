-- stagecraft: no-transaction
select 4;
