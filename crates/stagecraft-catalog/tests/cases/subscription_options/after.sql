alter subscription near set (slot_name = 'slot', synchronous_commit = 'local', binary = true, streaming = true, disable_on_error = true);
