alter domain public.grade set default 3;
alter domain public.grade set not null;
