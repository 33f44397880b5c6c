-- P17, the hole: the helper claims to be immutable and reads the session: a cached plan keeps the first caller
create function private.caller() returns uuid language plpgsql immutable set search_path = '' as $$ begin return auth.uid(); end $$;
