-- S10, mended.
revoke all on public.events_new from anon, authenticated;
