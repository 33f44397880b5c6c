alter extension hstore set schema app;
