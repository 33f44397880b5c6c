drop index concurrently members_id;
