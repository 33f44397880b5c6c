drop index concurrently users_id;
