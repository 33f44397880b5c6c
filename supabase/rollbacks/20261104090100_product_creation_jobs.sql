-- Takes 20261104090100_product_creation_jobs back.
drop trigger create_product_job on public.ideas;
drop function private.create_product_job();
drop table public.product_creation_jobs;
drop type public.creation_state;
