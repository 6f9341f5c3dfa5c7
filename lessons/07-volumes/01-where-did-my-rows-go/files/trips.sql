create table trips (id int, km numeric);
insert into trips values (1, 3.2), (2, 8.9), (3, 0.7);
