-- Words that several tables share: each says once what a valid value is.

create domain public.slug as text
  constraint slug_shape check (value ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(value) <= 63);
comment on domain public.slug is 'Lower-case words and digits joined by single hyphens, 63 characters at most.';

create domain public.label as text
  constraint label_not_blank check (value ~ '\S' and value !~ '[\n\r]' and length(value) <= 300);
comment on domain public.label is 'One line of text for people: not blank, 300 characters at most.';

create domain public.prose as text
  constraint prose_not_blank check (value ~ '\S' and length(value) <= 20000);
comment on domain public.prose is 'Text of any number of lines: not blank, 20,000 characters at most.';

create domain public.money_amount as numeric(12, 2)
  constraint money_amount_not_negative check (value >= 0);
comment on domain public.money_amount is 'An amount in the currency of the shop, never negative.';

create domain public.currency_code as text
  constraint currency_code_shape check (value ~ '^[A-Z]{3}$');
comment on domain public.currency_code is 'An ISO 4217 code.';

create domain public.grade as smallint
  constraint grade_range check (value between 1 and 5);
comment on domain public.grade is 'A human grade: 1 is unusable, 5 needed no change.';

create domain public.quantity as integer
  constraint quantity_positive check (value > 0);
comment on domain public.quantity is 'How many of something: at least one.';
