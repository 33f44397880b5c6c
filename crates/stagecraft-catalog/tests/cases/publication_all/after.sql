drop publication changes;
create publication changes for all tables;
