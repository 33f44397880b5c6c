create cast (public.mark as text) without function as implicit;
