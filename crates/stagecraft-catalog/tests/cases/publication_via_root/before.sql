create publication changes;
