create foreign table public.notes_one partition of public.notes for values in (1) server north;
