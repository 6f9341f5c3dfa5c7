import { expect, it } from 'vitest';
import { rangeOf, tidy, updateCommand } from './limit-command.ts';

const MIB = 2 ** 20;
const NONE = { memoryLimit: 0, swapLimit: 0 };
const HOST = { cores: 2, memory: 4096 * MIB };

it('types the docker update that sets a limit', () => {
  expect([
    updateCommand('cpuLimit', 0.5, 'web', NONE),
    updateCommand('weight', 512, 'web', NONE),
    updateCommand('reservation', 32 * MIB, 'web', NONE),
    updateCommand('memoryLimit', 64 * MIB, 'web', NONE),
    updateCommand('memoryLimit', 64 * MIB, 'web', { memoryLimit: 96 * MIB, swapLimit: 96 * MIB }),
    updateCommand('memoryLimit', 64 * MIB, 'web', { memoryLimit: 32 * MIB, swapLimit: 64 * MIB }),
    updateCommand('memoryLimit', 64 * MIB, 'web', { memoryLimit: 32 * MIB, swapLimit: -1 }),
  ]).toEqual([
    'docker update --cpus 0.5 web',
    'docker update --cpu-shares 512 web',
    'docker update --memory-reservation 32m web',
    'docker update --memory 64m --memory-swap 128m web',
    'docker update --memory 64m --memory-swap 64m web',
    'docker update --memory 64m --memory-swap 128m web',
    'docker update --memory 64m --memory-swap -1 web',
  ]);
});

it('moves in whole steps, and stays within what the engine takes', () => {
  const cpu = rangeOf('cpuLimit', 0.5, HOST);
  expect([0.512, 0, 9].map((value) => tidy('cpuLimit', value, cpu))).toEqual([0.5, 0.05, 2]);
  const memory = rangeOf('memoryLimit', 96 * MIB, HOST);
  expect(memory).toEqual({ least: 6 * MIB, most: 4096 * MIB, step: 4 * MIB });
  expect(tidy('memoryLimit', 70.3 * MIB, memory) / MIB).toBe(72);
});
