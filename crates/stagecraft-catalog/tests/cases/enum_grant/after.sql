revoke usage on type public.state from public;
