alter view public.v alter column id drop default;
