drop operator public.+ (int, text);
drop function public.plus;
create function public.plus(int, text) returns bigint language sql immutable as 'select 1::bigint';
create operator public.+ (leftarg = int, rightarg = text, function = public.plus);
