export { TarError } from './tar/format.ts';
export { fromTar, readTar } from './tar/read.ts';
export { tarChunks, tarInput, tarSize, toTar } from './tar/write.ts';
export { archiveOf, extractInto } from './tar/archive.ts';
export type { ArchiveOptions, ExtractOptions } from './tar/archive.ts';
