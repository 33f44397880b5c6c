alter user mapping for anon server north options (set password 'another-secret');
