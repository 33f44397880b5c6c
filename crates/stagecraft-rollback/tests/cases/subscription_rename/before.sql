create subscription near connection 'dbname=none' publication changes with (connect = false, slot_name = none);
