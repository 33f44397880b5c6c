create type public.mark (input = public.mark_in, output = public.mark_out, internallength = 4, passedbyvalue, alignment = int4, category = 'N', default = '7');
