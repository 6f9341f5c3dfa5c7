// Runs named cases one after the other and says which failed.

/** @param {string} title @param {Record<string, () => Promise<void>>} cases */
export async function runCases(title, cases) {
  let failed = 0;
  for (const [name, body] of Object.entries(cases)) {
    try {
      await Promise.race([body(), new Promise((_, reject) => setTimeout(reject, 30_000, new Error('no end in 30 s')).unref())]);
    } catch (error) {
      failed++;
      console.log(`  FAILED ${title}: ${name}\n${String(error?.stack ?? error).replace(/^/gm, '    ')}`);
    }
  }
  console.log(`  ${title}: ${Object.keys(cases).length - failed} passed, ${failed} failed`);
  return failed === 0;
}
