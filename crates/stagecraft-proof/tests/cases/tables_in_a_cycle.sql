-- exact
create table app.teams (id serial primary key, lead integer);
create table app.people (id serial primary key, team_id integer not null references app.teams, boss integer references app.people);
alter table app.teams add foreign key (lead) references app.people;
create table app.badges (person integer primary key references app.people, team integer references app.teams);
create view app.leads as select t.id, p.id as person from app.teams as t join app.people as p on p.id = t.lead;
