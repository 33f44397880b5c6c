-- Takes 20261109090600_retention back.
drop table ops.retention_runs;
drop table ops.retention_policies;
