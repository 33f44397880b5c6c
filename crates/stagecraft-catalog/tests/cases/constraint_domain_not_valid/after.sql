alter domain public.grade add constraint positive check (value > 0) not valid;
