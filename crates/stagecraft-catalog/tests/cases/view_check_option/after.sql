alter view public.v set (check_option = local);
