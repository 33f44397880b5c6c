create table public.stays (during daterange);
