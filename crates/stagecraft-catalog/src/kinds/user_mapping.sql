-- User mappings; the view shows options to their user, the server's owner and
-- superusers. What may be a secret leaves the server as a digest, salted with
-- what it belongs to.
select
    u.umid as oid,
    0 as part,
    u.srvname as server,
    u.usename as user,
    array(
        select
            o.option_name || '=' || case
                when o.option_name ~* 'pass|pwd|secret|token|key|auth|cred|conn|dsn'
                    or o.option_value ~* '://[^/@]*:[^/@]*@|pass|secret'
                    then 'sha256 ' || left(encode(sha256(convert_to(
                        concat_ws(' ', u.srvname, u.usename, o.option_name, o.option_value), 'UTF8'
                    )), 'hex'), 12)
                else coalesce(o.option_value, '')
            end
        from pg_catalog.pg_options_to_table(u.umoptions) as o
    ) as options
from pg_catalog.pg_user_mappings as u
