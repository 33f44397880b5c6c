comment on sequence public.numbers is 'counts';
