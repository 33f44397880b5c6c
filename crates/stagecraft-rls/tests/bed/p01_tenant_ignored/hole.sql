-- P01, the hole: the policy looks at a column, but not at the tenant's
alter policy read on public.docs using (owner_id is not null);
