revoke grant option for select on public.shops from anon;
