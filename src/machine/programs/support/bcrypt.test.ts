import { expect, test } from 'vitest';
import { bcrypt, bcryptMatches } from './bcrypt.ts';

test('a password fits the hash that htpasswd made of it', () => {
  const hash = '$2y$05$e3HPeBIhaRzlaHZChhHqOO0o2co.EWt2g1N5lkpkiJ2mfVlXZwD8G';
  expect(bcryptMatches('secret', hash)).toBe(true);
  expect(bcryptMatches('Secret', hash)).toBe(false);
  expect(bcryptMatches('secret', 'secret')).toBe(false);
});

test('what is hashed is found again', () => {
  const hash = bcrypt('päss wörd', Uint8Array.from({ length: 16 }, (_, i) => i * 16), 4);
  expect(hash).toMatch(/^\$2y\$04\$[./A-Za-z0-9]{53}$/);
  expect(bcryptMatches('päss wörd', hash)).toBe(true);
});
