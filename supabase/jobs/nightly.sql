-- The nightly run from outside, where pg_cron is not installed: one transaction per shop.
do $$
declare
  shop uuid;
begin
  for shop in select id from public.shops order by id loop
    perform ops.run_nightly(null, shop);
    commit;
  end loop;
end
$$;
