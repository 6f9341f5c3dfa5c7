import { expect, test } from 'vitest';
import { materialise, materialiseEdition } from '../registry/materialise.ts';
import { catalogue, oracleBusybox } from './index.ts';

test('every edition of every image can be made, and shares its base', () => {
  for (const repository of catalogue.values()) {
    const editions = repository.editions();
    expect(editions.length, repository.name).toBeGreaterThan(0);
    const last = materialiseEdition(editions.at(-1)!);
    for (const [platform, image] of last.images) {
      expect(image.document.rootfs.diff_ids.length, `${repository.name} ${platform}`).toBe(image.layers.length);
      for (const layer of image.layers) {
        expect(layer.layer.size, repository.name).toBeGreaterThanOrEqual(0);
      }
    }
  }
});

test('the busybox of the transcripts', () => {
  const image = materialise(oracleBusybox('linux/amd64'), 'linux/amd64', '2025-06-02');
  expect(image.document.config).toEqual({ Cmd: ['sh'] });
  expect(image.layers[0]!.layer.size).toBe(1_982_357);
});
