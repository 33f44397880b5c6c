-- How the runner's own session is while it works. Everything is undone by the final ROLLBACK.
set local client_min_messages = warning;
set local lock_timeout = '5s';
set local statement_timeout = '10min';
set local row_security = on;
-- Statements are many and small.
set local jit = off;
set local datestyle = 'ISO, YMD';
set local timezone = 'UTC';
-- Many small statements, each run once.
set local jit = off;
do $$
begin
    -- Claims of an earlier request on this connection, in both spellings, would be taken for an actor's.
    perform set_config(name, '', true)
    from unnest(array[
        'request.jwt.claims', 'request.jwt.claim.sub', 'request.jwt.claim.role', 'request.jwt.claim.email'
    ]) as name;
    -- Messages tell the two kinds of 42501 apart; where this is not allowed they are in the server's language.
    begin
        set local lc_messages = 'C';
    exception when insufficient_privilege then null;
    end;
end
$$;
