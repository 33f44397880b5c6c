alter statistics public.together set statistics 200;
