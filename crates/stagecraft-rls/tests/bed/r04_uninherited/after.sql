-- R04: the group, the grants and the policy.
create role bed_staff nologin;
grant bed_staff to bed_auditor;
grant bed_auditor to authenticator, postgres;
grant usage on schema public, private to bed_auditor;
grant execute on function private.my_tenants() to bed_auditor;
grant select on public.docs to bed_auditor;
create policy staff on public.docs for select to bed_staff using (tenant_id in (select private.my_tenants()));
