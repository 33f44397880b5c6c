comment on constraint positive on domain public.grade is 'no zero';
