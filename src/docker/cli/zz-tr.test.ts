import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'vitest';
import { runTranscript } from '../../tutor/transcripts/run.ts';
test('x', () => {
  const root = '/work/shared/oracle/transcripts';
  const want = (process.env.T ?? '').split(' ').filter(Boolean);
  let passed = 0, failed = 0;
  const byArea = new Map<string, [number, number]>();
  const max = Number(process.env.MAX ?? '3');
  for (const area of readdirSync(root)) for (const file of readdirSync(`${root}/${area}`)) {
    const name = `${area}/${file.replace('.console', '')}`;
    if (want.length > 0 && !want.some((w) => name.startsWith(w))) continue;
    const start = Date.now();
    let r; try { r = runTranscript(readFileSync(`${root}/${area}/${file}`, 'utf8')); } catch (e) { r = { passed: false, differences: [{ command: '', expected: '', found: 'CRASH ' + (e as Error).stack }] }; }
    const a = byArea.get(area) ?? [0, 0]; byArea.set(area, a);
    if (r.passed) { passed++; a[0]++; } else { failed++; a[1]++; 
      console.log(`#### ${name} (${r.differences.length} differ, ${Date.now() - start} ms)`);
      for (const d of r.differences.slice(0, max)) { const e = [d.expected].flat().join('\n').split('\n'), f = [d.found].flat().join('\n').slice(0, 1800).split('\n'); console.log(e.filter((l) => !f.includes(l) || l.startsWith('$')).map((l) => '- ' + l).join('\n') + '\n' + f.filter((l) => !e.includes(l)).map((l) => '+ ' + l).join('\n')); }
    }
  }
  console.log(`${passed} passed, ${failed} failed`, JSON.stringify([...byArea]));
}, 600000);
