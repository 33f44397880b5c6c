create type public.mark;
create function public.mark_in(cstring) returns public.mark language internal immutable strict as 'int4in';
create function public.mark_out(public.mark) returns cstring language internal immutable strict as 'int4out';
