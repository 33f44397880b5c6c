-- A pair is written once, the smaller first.
create table places (id int primary key);
create table roads (
  a int not null references places,
  b int not null references places,
  metres int not null check (metres > 0), name text not null,
  primary key (a, b),
  check (a < b)
);
