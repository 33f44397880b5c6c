alter operator public.<<< (int, int) set schema app;
