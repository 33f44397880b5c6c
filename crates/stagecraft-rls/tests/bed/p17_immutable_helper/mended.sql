-- P17, mended.
create function private.caller() returns uuid language plpgsql stable set search_path = '' as $$ begin return auth.uid(); end $$;
