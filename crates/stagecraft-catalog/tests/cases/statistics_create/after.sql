create statistics public.together (ndistinct, dependencies) on id, name from public.shops;
