// `npm start`: installs what is missing, builds the page, serves it and prints its address.
import { installMissing, root, run, tool } from './install.mjs';

installMissing();
run(tool('vite'), ['build', '--logLevel', 'warn']);
const { preview } = await import('vite');
const server = await preview({ root, preview: { port: Number(process.env.PORT ?? 4173), host: '127.0.0.1' }, logLevel: 'warn' });
console.log(`Drydock: ${server.resolvedUrls?.local[0] ?? 'http://127.0.0.1:4173/'}`);
