import { BENCHMARKS } from './benchmarks.ts';

const chosen = process.argv.slice(2);
const rows: [string, string, string][] = [];
for (const { name, target, run } of BENCHMARKS) {
  if (chosen.length > 0 && !chosen.some((word) => name.includes(word))) continue;
  let measured: string;
  try {
    measured = await run();
  } catch (error) {
    measured = `failed: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
  }
  rows.push([name, measured, target]);
  console.error(`${name}: ${measured}`);
}
const widths = [0, 1, 2].map((column) => Math.max(...[['what', 'measured', 'to reach'], ...rows].map((row) => row[column]!.length)));
const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
console.log(line(['what', 'measured', 'to reach']));
console.log(line(widths.map((width) => '-'.repeat(width))));
for (const row of rows) console.log(line(row));
