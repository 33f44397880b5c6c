alter function public.f security definer set search_path = '';
