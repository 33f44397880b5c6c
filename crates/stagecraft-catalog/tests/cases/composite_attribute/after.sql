alter type public.pair add attribute c date, alter attribute a type bigint;
