alter default privileges for role postgres grant select on large objects to anon;
