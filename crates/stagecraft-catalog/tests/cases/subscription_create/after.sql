create subscription near connection 'dbname=none password=a-secret' publication changes with (connect = false, slot_name = none);
comment on subscription near is 'from far away';
