create cast (public.state as int) with function public.number(public.state) as assignment;
comment on cast (public.state as int) is 'as a number';
