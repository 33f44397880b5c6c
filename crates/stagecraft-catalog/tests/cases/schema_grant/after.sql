grant usage on schema app to anon;
