import { expect, test } from 'vitest';
import { formatReport } from './check-report.ts';

const FILES = [{
  file: 'a,b/Dockerfile 1',
  errors: [{ line: 3, message: 'unknown instruction: RUNN' }, { line: 0, message: 'no such\nfile' }],
  warnings: [{ rule: 'StageNameCasing', line: 1, message: 'Stage names should be lowercase', detail: "Stage name 'A' is 100% wrong", url: 'https://example.test/rule' }],
}];

test('text', () => {
  expect(formatReport(FILES, 'text')).toBe("a,b/Dockerfile 1:3: error: unknown instruction: RUNN\na,b/Dockerfile 1:0: error: no such\nfile\na,b/Dockerfile 1:1: StageNameCasing: Stage name 'A' is 100% wrong\n");
});

test("GitHub's commands: what separates their parts is escaped, and no line is named where there is none", () => {
  expect(formatReport(FILES, 'github')).toBe(
    '::error file=a%2Cb/Dockerfile 1,line=3::unknown instruction: RUNN\n' +
    '::error file=a%2Cb/Dockerfile 1::no such%0Afile\n' +
    "::warning file=a%2Cb/Dockerfile 1,line=1,title=StageNameCasing::Stage name 'A' is 100%25 wrong\n",
  );
});

test('SARIF: every result names a rule that is listed, and a place as a URI', () => {
  const { runs: [{ tool, results }] } = JSON.parse(formatReport(FILES, 'sarif'));
  expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['error', 'StageNameCasing']);
  expect(results.map((one: { ruleId: string; level: string }) => [one.ruleId, one.level])).toEqual([['error', 'error'], ['error', 'error'], ['StageNameCasing', 'warning']]);
  expect(results[0].locations[0].physicalLocation).toEqual({ artifactLocation: { uri: 'a,b/Dockerfile%201' }, region: { startLine: 3 } });
  expect(results[1].locations[0].physicalLocation.region).toBeUndefined();
});
