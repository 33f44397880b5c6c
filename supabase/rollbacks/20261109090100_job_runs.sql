-- Takes 20261109090100_job_runs back.
drop function ops.join_shop(uuid);
drop function ops.lock_shop(uuid);
drop function ops.day_start(uuid, date);
drop table ops.job_runs;
drop type ops.job_state;
drop type ops.job;
