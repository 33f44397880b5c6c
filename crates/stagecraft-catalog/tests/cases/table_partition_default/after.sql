alter table public.notes attach partition public.notes_rest default;
