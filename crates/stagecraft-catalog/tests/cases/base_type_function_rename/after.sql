alter function public.mark_in rename to mark_read;
