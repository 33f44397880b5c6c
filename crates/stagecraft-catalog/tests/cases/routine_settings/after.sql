alter function public.f set search_path = '';
alter function public.f set work_mem = '10MB';
