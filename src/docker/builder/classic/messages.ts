import { StepError } from '../solve/step.ts';

const NOT_FOUND = /failed to calculate checksum of ref \S+: "\/?(.*)": not found$/;
const PROCESS = /^process "(.*)" did not complete successfully: exit code: (\d+)$/s;

/** What the builder before BuildKit says of the same fault. */
export function classicError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const missing = NOT_FOUND.exec(error.message);
  if (missing) {
    const instruction = error instanceof StepError && /\] ADD /.test(error.vertex.name) ? 'ADD' : 'COPY';
    return `${instruction} failed: file not found in build context or excluded by .dockerignore: stat ${missing[1]}: file does not exist`;
  }
  const process = PROCESS.exec(error.message);
  if (process) return `The command '${unquote(process[1]!)}' returned a non-zero code: ${process[2]}`;
  return error.message;
}

function unquote(text: string): string {
  return text.replace(/\\(["\\n t])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped));
}
