-- since 18
create publication changes;
