alter publication changes set (publish_via_partition_root = true);
