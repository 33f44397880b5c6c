alter sequence public.numbers set unlogged;
