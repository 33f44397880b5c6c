alter type public.state rename to status;
alter function public.f(public.status) rename to g;
