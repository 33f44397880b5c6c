drop operator public.=== (int, int);
drop function public.ne cascade;
