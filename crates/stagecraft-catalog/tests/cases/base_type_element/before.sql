create type public.mark;
create function public.mark_in(cstring) returns public.mark language internal immutable strict as 'point_in';
create function public.mark_out(public.mark) returns cstring language internal immutable strict as 'point_out';
create type public.mark (input = public.mark_in, output = public.mark_out, internallength = 16, alignment = double);
