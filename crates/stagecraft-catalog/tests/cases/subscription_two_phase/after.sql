alter subscription near set (slot_name = none);
drop subscription near;
create subscription near connection 'dbname=none' publication changes with (connect = false, slot_name = none, two_phase = true);
