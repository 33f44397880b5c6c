alter table public.shops set tablespace partitions;
