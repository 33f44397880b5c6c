drop transform for public.state language sql;
