alter type public.state add value 'b' before 'c';
