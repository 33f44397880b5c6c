-- Takes 20261102090100_domains back.
drop domain public.quantity;
drop domain public.grade;
drop domain public.currency_code;
drop domain public.money_amount;
drop domain public.prose;
drop domain public.label;
drop domain public.slug;
