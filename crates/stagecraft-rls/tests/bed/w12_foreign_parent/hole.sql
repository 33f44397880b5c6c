-- W12, the hole: a row points at another tenant's: keys are not bound by policies
alter table public.parts add foreign key (doc_id) references public.docs (id);
create policy add on public.parts for insert to authenticated with check (owner_id = (select auth.uid()) and tenant_id in (select private.my_tenants()));
