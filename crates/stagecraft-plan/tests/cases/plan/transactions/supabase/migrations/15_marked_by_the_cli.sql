-- pg-delta: transaction=false
select 1;
