import { FlagValueError } from '../flags/flag.ts';

/** One line of comma-separated fields as Go's encoding/csv reads them: a field in double quotes may hold commas. */
export function readCsv(text: string): string[] {
  if (text === '') throw new FlagValueError('EOF');
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      let field = '';
      at++;
      for (;;) {
        const end = text.indexOf('"', at);
        if (end < 0) throw new FlagValueError(`parse error on line 1, column ${text.length + 1}: extraneous or missing " in quoted-field`);
        field += text.slice(at, end);
        at = end + 1;
        if (text[at] !== '"') break;
        field += '"';
        at++;
      }
      if (at < text.length && text[at] !== ',') {
        throw new FlagValueError(`parse error on line 1, column ${at + 1}: extraneous or missing " in quoted-field`);
      }
      fields.push(field);
    } else {
      const end = text.indexOf(',', at);
      const field = text.slice(at, end < 0 ? undefined : end);
      const mark = field.indexOf('"');
      if (mark >= 0) throw new FlagValueError(`parse error on line 1, column ${at + mark + 1}: bare " in non-quoted-field`);
      fields.push(field);
      at = end < 0 ? text.length : end;
    }
    if (at >= text.length) return fields;
    at++;
  }
}
