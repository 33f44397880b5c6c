-- Takes 20261109090500_run_nightly back.
drop function ops.run_nightly(date, uuid);
drop function ops.run_job(uuid, ops.job, date);
