alter table public.notes detach partition public.notes_one;
alter table public.notes attach partition public.notes_one for values with (modulus 4, remainder 1);
