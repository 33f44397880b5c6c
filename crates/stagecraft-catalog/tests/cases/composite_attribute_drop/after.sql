alter type public.pair drop attribute a, add attribute c int, alter attribute b type bigint;
