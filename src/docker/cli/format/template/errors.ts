/** A template that can't be read or can't be executed, in the words of Go's text/template. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}
