import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../bin/install.mjs';
import { firstLoad } from './first-load.mjs';

/**
 * Bytes after gzip -9. What is promised is 250 KB; until that is reached this keeps what was won: lower it with every
 * kilobyte, never raise it.
 */
const LIMIT = 352_000;

export const tests = {
  async 'the first load does not grow'() {
    const files = firstLoad(process.env.DRYDOCK_PAGE ?? join(root, 'dist/page'));
    const size = [...files.values()].reduce((sum, one) => sum + one, 0);
    assert.ok(size <= LIMIT, `${size} bytes until a prompt takes keys, of ${LIMIT}: ${[...files].map(([name, bytes]) => `${name} ${bytes}`).join(', ')}`);
  },
};
