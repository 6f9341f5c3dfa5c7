export const REPORT_FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface CheckedFile {
  readonly file: string;
  readonly errors: readonly { readonly line: number; readonly message: string }[];
  readonly warnings: readonly {
    readonly rule: string;
    readonly line: number;
    readonly message: string;
    readonly detail: string;
    readonly url: string;
  }[];
}

/** What was found in Dockerfiles, for people, scripts, code hosts (SARIF 2.1.0) or GitHub's log commands. */
export function formatReport(files: readonly CheckedFile[], format: ReportFormat): string {
  return FORMATS[format](files);
}

const FORMATS: Readonly<Record<ReportFormat, (files: readonly CheckedFile[]) => string>> = {
  text: (files) => files.map(asText).join(''),
  json: (files) => `${JSON.stringify(files, undefined, 2)}\n`,
  sarif: (files) => `${JSON.stringify(asSarif(files), undefined, 2)}\n`,
  github: (files) => files.map(asGitHub).join(''),
};

function asText({ file, errors, warnings }: CheckedFile): string {
  const rows = [
    ...errors.map(({ line, message }) => `${file}:${line}: error: ${message}\n`),
    ...warnings.map(({ line, rule, detail }) => `${file}:${line}: ${rule}: ${detail}\n`),
  ];
  return rows.length > 0 ? rows.join('') : `${file}: nothing to say\n`;
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function asGitHub({ file, errors, warnings }: CheckedFile): string {
  const escape = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string) => escape(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const place = (line: number) => `file=${property(file)}${line > 0 ? `,line=${line}` : ''}`;
  return [
    ...errors.map(({ line, message }) => `::error ${place(line)}::${escape(message)}\n`),
    ...warnings.map(({ line, rule, detail }) => `::warning ${place(line)},title=${property(rule)}::${escape(detail)}\n`),
  ].join('');
}

function asSarif(files: readonly CheckedFile[]): unknown {
  const broken = files.some(({ errors }) => errors.length > 0) ? [{ id: 'error', shortDescription: { text: 'What docker build refuses' } }] : [];
  const rules = new Map(files.flatMap((file) => file.warnings).map(({ rule, message, url }) => [rule, { id: rule, shortDescription: { text: message }, ...(url ? { helpUri: url } : {}) }]));
  const place = (file: string, line: number) => [{ physicalLocation: { artifactLocation: { uri: encodeURI(file) }, ...(line > 0 ? { region: { startLine: line } } : {}) } }];
  const results = files.flatMap(({ file, errors, warnings }) => [
    ...errors.map(({ line, message }) => ({ ruleId: 'error', level: 'error', message: { text: message }, locations: place(file, line) })),
    ...warnings.map(({ line, rule, detail }) => ({ ruleId: rule, level: 'warning', message: { text: detail }, locations: place(file, line) })),
  ]);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'drydock', rules: [...broken, ...rules.values()] } }, results }],
  };
}
