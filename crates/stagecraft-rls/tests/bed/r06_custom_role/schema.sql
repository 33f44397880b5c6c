-- R06: what the hole and its twin have in common.
create role bed_clerk nologin;
grant bed_clerk to authenticator, postgres;
grant usage on schema public, private to bed_clerk;
grant execute on function private.my_tenants() to bed_clerk;
grant select on public.docs to bed_clerk;
