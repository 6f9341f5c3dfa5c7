import { expect, test } from 'vitest';
import { ImageHost } from './testing/image-host.ts';

function python(text: string): string {
  const { stdout, stderr } = new ImageHost().run('python:3.12-slim', ['python', '/a.py'], { files: { '/a.py': text } });
  return stdout + stderr;
}

test('None is a value like others', () => {
  expect(python(`
a = None
class C: y = None
def f(b=None):
    c = None
    return (lambda: (a, b, c))()
print(f(), C.y, {1: None}.get(1, 5), [None][0], next(iter([None]), 7))
`)).toBe('(None, None, None) None None None None\n');
});

test('what goes wrong is traced as in life', () => {
  expect(python('def f(x):\n    return 1 / x\n\ntry:\n    f(0)\nexcept ZeroDivisionError as e:\n    print(e)\nf(0)\n')).toBe(
    'division by zero\nTraceback (most recent call last):\n  File "/a.py", line 8, in <module>\n    f(0)\n  File "/a.py", line 2, in f\n    return 1 / x\n           ~~^~~\nZeroDivisionError: division by zero\n',
  );
  expect(python('import flask')).toBe("Traceback (most recent call last):\n  File \"/a.py\", line 1, in <module>\n    import flask\nModuleNotFoundError: No module named 'flask'\n");
});
