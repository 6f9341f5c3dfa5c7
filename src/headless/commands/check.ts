import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkDockerfile } from '../../docker/builder/check/index.ts';
import { UsageError } from '../command.ts';
import type { HeadlessCommand } from '../command.ts';
import { formatReport, REPORT_FORMATS } from '../reports/check-report.ts';
import type { CheckedFile, ReportFormat } from '../reports/check-report.ts';

export const check: HeadlessCommand = {
  name: 'check',
  usage: 'check [--format text|json|sarif|github] [--strict] DOCKERFILE…',
  about: 'errors, build checks and advice of Dockerfiles; runs nothing',
  help: `Exit status: 0 no errors; 1 warnings, with --strict; 2 errors. - reads from standard input.
JSON: [{"file", "errors": [{"line", "message"}], "warnings": [{"rule", "line", "message", "detail", "url"}]}]`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'text' }, strict: { type: 'boolean', default: false }, context: { type: 'string' } },
    });
    if (positionals.length === 0) throw new UsageError('needs a Dockerfile');
    if (!(REPORT_FORMATS as readonly string[]).includes(values.format)) throw new UsageError(`no format ${values.format}`);
    const files = positionals.map(checkFile);
    process.stdout.write(formatReport(files, values.format as ReportFormat));
    if (files.some((file) => file.errors.length > 0)) return 2;
    return values.strict && files.some((file) => file.warnings.length > 0) ? 1 : 0;
  },
};

function checkFile(file: string): CheckedFile {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    return { file, errors: [{ line: 0, message: error instanceof Error ? error.message : String(error) }], warnings: [] };
  }
  const { errors, warnings } = checkDockerfile(text);
  return { file, errors, warnings: warnings.map(({ rule, line, message, description, url }) => ({ rule, line, message: description, detail: message, url })) };
}
