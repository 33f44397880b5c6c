alter function public.compare rename to order_of;
