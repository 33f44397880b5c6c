-- Takes 20261109090000_daily_metrics back.
drop table public.daily_cx;
drop table public.daily_growth;
drop table public.daily_sales;
