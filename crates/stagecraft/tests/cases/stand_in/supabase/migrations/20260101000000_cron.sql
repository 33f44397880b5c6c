create extension if not exists pg_cron;
select cron.schedule('nightly', '0 3 * * *', 'select 1');
