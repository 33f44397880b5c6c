alter operator class public.numbers using btree rename to ordered;
alter operator family public.numbers using btree rename to ordered;
alter operator class public.ordered using btree set schema app;
alter operator family public.numbers using hash set schema app;
