-- Schemas beside `public`: who may see what is decided here once.
-- The API serves `public` only, so nothing in the other three can be named by a client.

create schema private;
comment on schema private is
  'Policy helpers and trigger functions. No API role has usage: policies reach functions by identity, not by name.';

create schema ops;
comment on schema ops is
  'Rollups, retention and their records. Used by the database owner and service_role, never by members.';
grant usage on schema ops to service_role;

create schema partitions;
comment on schema partitions is
  'Storage of partitioned tables. Reached through the parent table only, where the policies are.';
