drop type public.mark cascade;
create type public.mark;
create function public.mark_in(cstring) returns public.mark language internal immutable strict as 'textin';
create function public.mark_out(public.mark) returns cstring language internal immutable strict as 'textout';
create type public.mark (input = public.mark_in, output = public.mark_out, like = text, category = 'S');
alter table public.notes add column mark public.mark;
