-- Takes 20261107090100_experiments back.
drop table public.experiment_arms;
drop table public.experiments;
drop function private.stamp_experiment();
drop type public.experiment_state;
