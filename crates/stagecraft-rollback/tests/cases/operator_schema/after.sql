alter operator public.!/ (none, int) set schema app;
