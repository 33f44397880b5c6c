update pg_catalog.pg_seclabel set label = 'classified';
