revoke usage on type public.shops from public;
