-- Takes 20261107090000_seo_anomalies back.
drop table public.seo_anomalies;
drop type public.seo_anomaly_state;
drop type public.seo_anomaly_kind;
