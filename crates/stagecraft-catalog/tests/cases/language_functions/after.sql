create or replace trusted language old handler public.call inline public.inline validator public.validate;
