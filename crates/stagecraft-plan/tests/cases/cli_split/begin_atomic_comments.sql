create function bac_a() returns int
BEGIN  ATOMIC
  -- end; of nothing
  select 1; /* end */
  -- before the end
  END;
select 1;
