-- The formulas of stock planning, each in one place and pure.

create type public.stock_status as enum ('out_of_stock', 'urgent_reorder', 'low_stock', 'in_stock');

create function private.safety_stock(
  max_daily numeric, max_lead_days numeric, average_daily numeric, average_lead_days numeric
) returns numeric
language sql immutable parallel safe set search_path = '' as $$
  select max_daily * max_lead_days - average_daily * average_lead_days
$$;
comment on function private.safety_stock(numeric, numeric, numeric, numeric) is
  'Max daily × max lead time − average daily × average lead time.';

create function private.reorder_point(
  max_daily numeric, max_lead_days numeric, average_daily numeric, average_lead_days numeric
) returns numeric
language sql immutable parallel safe set search_path = '' as $$
  select average_daily * average_lead_days
    + private.safety_stock(max_daily, max_lead_days, average_daily, average_lead_days)
$$;
comment on function private.reorder_point(numeric, numeric, numeric, numeric) is
  'Average daily demand × lead time + safety stock.';

create function private.stock_status(on_hand integer, safety_stock numeric, reorder_point numeric)
returns public.stock_status
language sql immutable parallel safe set search_path = '' as $$
  select case
    when on_hand <= 0 then 'out_of_stock'
    when on_hand <= safety_stock then 'urgent_reorder'
    when on_hand <= reorder_point then 'low_stock'
    else 'in_stock'
  end::public.stock_status
$$;
comment on function private.stock_status(integer, numeric, numeric) is
  'out_of_stock at 0 or less, urgent_reorder up to the safety stock, low_stock up to the reorder point, else in_stock.';

create function private.picker_payout(pieces bigint) returns public.money_amount
language sql immutable parallel safe set search_path = '' as $$
  select case
    when pieces >= 11 then 7.00
    when pieces >= 5 then 4.00
    when pieces >= 1 then 2.00
    else 0.00
  end::public.money_amount
$$;
comment on function private.picker_payout(bigint) is 'Per picked order: 1–4 pieces 2.00, 5–10 pieces 4.00, 11 and more 7.00.';

revoke execute on function
  private.safety_stock(numeric, numeric, numeric, numeric),
  private.reorder_point(numeric, numeric, numeric, numeric),
  private.stock_status(integer, numeric, numeric),
  private.picker_payout(bigint)
  from public;
grant execute on function private.picker_payout(bigint) to authenticated, service_role;
