drop cast (public.state as int);
create cast (public.state as int) with function public.number(public.state) as implicit;
