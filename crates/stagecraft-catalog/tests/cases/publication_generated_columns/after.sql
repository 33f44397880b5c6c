alter publication changes set (publish_generated_columns = stored);
