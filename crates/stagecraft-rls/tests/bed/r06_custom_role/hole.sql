-- R06, the hole: the policy of a role that a token can name lets everything through
create policy clerks on public.docs for select to bed_clerk using (true);
