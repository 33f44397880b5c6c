drop type public.state cascade;
