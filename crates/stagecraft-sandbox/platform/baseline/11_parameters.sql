-- Parameters that the platform lets `postgres` set although they are a superuser's.

grant set on parameter session_replication_role to postgres;
grant set on parameter log_min_messages, log_min_duration_statement, log_lock_waits, track_io_timing to postgres;

-- PostgREST's and other extensions' parameters, for ALTER ROLE … SET.
-- A stock server has no wildcard, so the documented names are listed.
grant set on parameter
  "pgrst.db_schemas", "pgrst.db_extra_search_path", "pgrst.db_max_rows", "pgrst.db_pre_request",
  "pgrst.db_anon_role", "pgrst.db_aggregates_enabled", "pgrst.db_plan_enabled", "pgrst.db_tx_end",
  "pgrst.jwt_aud", "pgrst.jwt_secret", "pgrst.jwt_role_claim_key", "pgrst.jwt_secret_is_base64",
  "pgrst.openapi_mode", "pgrst.openapi_server_proxy_uri", "pgrst.server_timing_enabled",
  "safeupdate.enabled", "plan_filter.statement_cost_limit",
  "auto_explain.log_min_duration", "auto_explain.log_nested_statements",
  "pgaudit.log", "pgaudit.log_catalog", "pgaudit.log_client", "pgaudit.log_level",
  "pgaudit.log_relation", "pgaudit.log_rows", "pgaudit.log_statement",
  "pgaudit.log_statement_once", "pgaudit.role", "pg_net.batch_size", "pg_net.ttl"
to postgres;
