alter view public.v rename column n to m;
