-- GraphQL: queries are answered with a GraphQL error, since no resolver runs.

create function graphql.resolve(
  query text, variables jsonb default '{}', "operationName" text default null, extensions jsonb default null
)
returns jsonb language sql as $$
  select jsonb_build_object('errors', jsonb_build_array(jsonb_build_object(
    'message', 'graphql.resolve: stand-in, not available in a sandbox'
  )))
$$;

create function graphql.comment_directive(comment_ text) returns jsonb language plpgsql immutable as $$
declare
  directive text := substring(comment_ from '@graphql\((.*)\)');
begin
  return coalesce(directive::jsonb, '{}');
exception
  when others then
    return '{}';
end
$$;

create function graphql.exception(message text) returns text language plpgsql as $$
begin
  raise exception using errcode = '22000', message = message;
end
$$;

create sequence graphql.seq_schema_version as integer cycle;
create function graphql.get_schema_version() returns integer language sql security definer as
  $$ select last_value::integer from graphql.seq_schema_version $$;

do $$
begin
  if to_regrole('service_role') is not null then
    grant usage on schema graphql to postgres, anon, authenticated, service_role;
    grant all on all functions in schema graphql to postgres, anon, authenticated, service_role;
    grant usage on all sequences in schema graphql to postgres, anon, authenticated, service_role;
  end if;
end
$$;
