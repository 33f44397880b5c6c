alter publication changes set (publish = 'insert', publish_via_partition_root = true);
