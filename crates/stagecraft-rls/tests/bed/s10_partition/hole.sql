-- S10, the hole: the partition is granted by its own name, where its parent's policies do not hold
grant select on public.events_new to authenticated;
