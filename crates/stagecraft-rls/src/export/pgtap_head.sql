-- Row security contract test for pgTAP. Made from {contract} by `stagecraft rls export`: change that
-- instead. Put it under supabase/tests and run `supabase test db`.
--
-- contract {contract_digest}
-- fixture  {fixture_digest}

begin;
create extension if not exists pgtap with schema extensions;
