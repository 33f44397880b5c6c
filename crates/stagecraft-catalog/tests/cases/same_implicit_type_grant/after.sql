revoke usage on type public.shops from public;
grant usage on type public.shops to public;
