comment on function public.f is 'gives it back';
