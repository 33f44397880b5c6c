alter type public.pair alter attribute a type text collate "C";
