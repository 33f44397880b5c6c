-- Row security contract test. Made from {contract} by `stagecraft rls export`: change that instead.
--
--   psql "$SUPABASE_URL" -f supabase/rls_tests.sql
--
-- Makes rows of its own, tries every relation × command × actor of the contract, and rolls everything
-- back. Prints TAP: a cell that could not be proven is not ok. psql exits with 3 when one is not.
-- Run it as the owner of the tables, a role that policies do not hold for and that may take the API
-- roles: `postgres` in a Supabase project.
--
-- contract {contract_digest}
-- fixture  {fixture_digest}

\set ON_ERROR_STOP on
\set QUIET on
\pset tuples_only on
\pset format unaligned
\pset pager off

begin;
