-- Two tenants, a user in each, and rows of each, of nobody, and of all sorts.
insert into public.tenants values ('00000000-0000-4000-8000-00000000000a', 'a'), ('00000000-0000-4000-8000-00000000000b', 'b');
insert into public.members values
  ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000001', 'editor', 'member'),
  ('00000000-0000-4000-8000-00000000000b', '00000000-0000-4000-8000-000000000002', 'admin', 'owner');
alter table public.notes disable trigger "Own it";
insert into public.notes (id, tenant_id, owner_id, public) values
  ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000001', true),
  ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000b', '00000000-0000-4000-8000-000000000002', false),
  ('00000000-0000-4000-8000-0000000000b2', '00000000-0000-4000-8000-00000000000b', null, false);
alter table public.notes enable trigger "Own it";
insert into public.shapes ("User", team, email, name, state, n, data)
  select case when n % 2 = 0 then ('00000000-0000-4000-8000-00000000000' || n % 3)::uuid end,
    case when n % 3 < 2 then ('00000000-0000-4000-8000-00000000000' || chr(97 + n % 3))::uuid end,
    (array['a@example.com', 'a_user@example.com', null])[1 + n % 3], '00000000-0000-4000-8000-000000000001/x',
    (array['viewer', 'editor', 'admin', null]::public.level[])[1 + n % 4], nullif(n % 7, 6), '{"a": "b) and ("}'
  from generate_series(1, 24) as n;
