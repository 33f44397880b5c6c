create publication changes for table public.shops;
