create function diesel_manage_updated_at() returns int language sql as $$ select 1 $$;
