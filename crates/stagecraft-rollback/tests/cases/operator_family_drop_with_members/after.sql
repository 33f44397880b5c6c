drop operator family public.numbers using btree;
drop function public.less cascade;
