drop index members_id;
