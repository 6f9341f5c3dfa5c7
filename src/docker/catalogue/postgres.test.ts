import { expect, test } from 'vitest';
import { ImageHost } from './testing/image-host.ts';

test('a database is made at the first start, and answers', () => {
  const host = new ImageHost();
  const db = host.create('postgres:16', 'db', undefined, { env: { POSTGRES_PASSWORD: 'trips' } });
  host.wait(10_000_000);
  const psql = (...args: string[]) => db.exec(['psql', '-U', 'postgres', ...args]);
  expect(psql('-c', 'create table trips (id int primary key, km numeric)', '-c', 'insert into trips values (1, 3.2), (2, 8.9), (3, 0.7)').stdout).toBe('CREATE TABLE\nINSERT 0 3\n');
  expect(psql('-tAc', 'select count(*) from trips').stdout).toBe('3\n');
  expect(psql('-c', 'select avg(km), sum(km) from trips').stdout).toBe('        avg         | sum  \n--------------------+------\n 4.2666666666666667 | 12.8\n(1 row)\n\n');
  expect(psql('-c', 'select * from nope').stderr).toBe('ERROR:  relation "nope" does not exist\nLINE 1: select * from nope\n                      ^\n');
});

test('a password is asked for from elsewhere', () => {
  const host = new ImageHost();
  const db = host.create('postgres:16', 'db', undefined, { env: { POSTGRES_PASSWORD: 'trips' } });
  host.wait(10_000_000);
  const ask = (password: string) => host.run('postgres:16', ['psql', '-h', db.address, '-U', 'postgres', '-tAc', 'select 1'], { env: { PGPASSWORD: password } });
  expect(ask('trips').stdout).toBe('1\n');
  expect(ask('wrong').stderr).toBe(`psql: error: connection to server at "${db.address}", port 5432 failed: FATAL:  password authentication failed for user "postgres"\n`);
});
