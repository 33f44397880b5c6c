alter domain public.grade set not null;
