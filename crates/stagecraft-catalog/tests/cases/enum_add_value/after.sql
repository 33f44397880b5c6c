alter type public.state add value 'review' before 'done';
