drop statistics public.together;
create statistics public.together (ndistinct, mcv) on id, name from public.shops;
