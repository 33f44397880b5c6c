alter foreign data wrapper far handler public.reach;
