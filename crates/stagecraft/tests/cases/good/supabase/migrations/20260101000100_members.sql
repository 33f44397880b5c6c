BEGIN;
create table public.members (
  shop_id uuid not null references public.shops (id),
  user_id uuid not null references auth.users (id),
  primary key (shop_id, user_id)
);
create policy own on public.shops for select to authenticated
  using (id in (select shop_id from public.members where user_id = (select auth.uid())));
COMMIT;
