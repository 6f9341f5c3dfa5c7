import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { adviseDockerfile } from '../../docker/builder/check/advice/index.ts';
import { checkDockerfile } from '../../docker/builder/check/index.ts';
import { parseIgnoreFile } from '../../docker/builder/ignore/ignore-file.ts';
import { IgnoreMatcher } from '../../docker/builder/ignore/matcher.ts';
import { UsageError } from '../command.ts';
import type { HeadlessCommand } from '../command.ts';
import { formatReport, REPORT_FORMATS } from '../reports/check-report.ts';
import type { CheckedFile, ReportFormat } from '../reports/check-report.ts';

export const check: HeadlessCommand = {
  name: 'check',
  usage: 'check [--context DIR] [--format text|json|sarif|github] [--strict] DOCKERFILE…',
  about: 'errors, build checks and advice of Dockerfiles; runs nothing',
  help: `Exit status: 0 no errors; 1 warnings, with --strict; 2 errors. - reads from standard input.
The context's .dockerignore, or DOCKERFILE.dockerignore, is looked at when --context is given. docs/advice has a page for each rule of advice.
JSON: [{"file", "errors": [{"line", "message"}], "warnings": [{"rule", "line", "message", "detail", "url"}]}]`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'text' }, strict: { type: 'boolean', default: false }, context: { type: 'string' } },
    });
    if (positionals.length === 0) throw new UsageError('needs a Dockerfile');
    if (!(REPORT_FORMATS as readonly string[]).includes(values.format)) throw new UsageError(`no format ${values.format}`);
    const files = positionals.map((file) => checkFile(file, values.context));
    process.stdout.write(formatReport(files, values.format as ReportFormat));
    if (files.some((file) => file.errors.length > 0)) return 2;
    return values.strict && files.some((file) => file.warnings.length > 0) ? 1 : 0;
  },
};

function checkFile(file: string, context: string | undefined): CheckedFile {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    return { file, errors: [{ line: 0, message: error instanceof Error ? error.message : String(error) }], warnings: [] };
  }
  const ignoreFile = context === undefined ? undefined : [`${file}.dockerignore`, join(context, '.dockerignore')].find((path) => existsSync(path));
  const { errors, warnings } = checkDockerfile(text, ignoreFile === undefined ? {} : { ignore: new IgnoreMatcher(parseIgnoreFile(readFileSync(ignoreFile, 'utf8'))) });
  const advice = adviseDockerfile(text, context === undefined ? {} : { lacksIgnoreFile: ignoreFile === undefined });
  return { file, errors, warnings: [...warnings, ...advice].map(({ rule, line, message, description, url }) => ({ rule, line, message: description, detail: message, url })) };
}
