alter domain public.grade validate constraint positive;
