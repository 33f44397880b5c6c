drop language old cascade;
