import { it } from 'vitest';
import { runTranscript } from '../../../tutor/transcripts/run.ts';
declare const process: { env: Record<string, string | undefined> };
// @ts-ignore
import { appendFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';

const root = '/work/shared/oracle/transcripts';
const out = process.env['OUT'] ?? '/tmp/eng.out';
writeFileSync(out, '');
const say = (text: string) => appendFileSync(out, text + '\n');
const areas = (process.env['TR'] ?? 'lifecycle').split(',');
const show = Number(process.env['SHOW'] ?? '2');
let passed = 0, failed = 0;
for (const area of areas) {
  const files = area.includes('/') ? [area.split('/')[1]] : readdirSync(`${root}/${area}`).map((f: string) => f.replace('.console', ''));
  const folder = area.split('/')[0];
  for (const file of files) {
    it(`${folder}/${file}`, () => {
      const t = Date.now();
      say(`>> ${folder}/${file}`);
      try {
        const { passed: ok, differences } = runTranscript(readFileSync(`${root}/${folder}/${file}.console`, 'utf8'));
        if (ok) { passed++; return; }
        failed++;
        say(`=== ${folder}/${file} ${differences.length} (${Date.now() - t} ms)`);
        for (const d of differences.slice(0, show)) say(`--- expected\n${d.expected}\n--- found\n${d.found}`);
      } catch (e) { failed++; say(`=== ${folder}/${file} THREW ${(e as Error).stack?.slice(0, 900)}`); }
    }, 60000);
  }
}
it('sum', () => say(`${passed} passed, ${failed} failed`));
