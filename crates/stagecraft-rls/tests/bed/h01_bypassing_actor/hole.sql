-- H01, the hole: an actor takes a role for which policies do not hold
grant select on public.docs to service_role;
