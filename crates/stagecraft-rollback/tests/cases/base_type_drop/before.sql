create type public.mark;
create function public.mark_in(cstring) returns public.mark language internal immutable strict as 'textin';
create function public.mark_out(public.mark) returns cstring language internal immutable strict as 'textout';
create type public.mark (input = public.mark_in, output = public.mark_out, like = text);
comment on type public.mark is 'a mark';
create function public.longer(public.mark) returns text language sql immutable as 'select $1::text || ''!''';
create cast (public.mark as text) without function as implicit;
create table public.notes (id int, mark public.mark default 'x'::public.mark);
create view public.marks as select mark from public.notes;
