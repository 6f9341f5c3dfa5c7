import { bytesSize } from '../../core/units.ts';
import type { CpuExplanation, CpuReason } from '../../machine/resources/explain/explain-cpu.ts';
import type { OomExplanation } from '../../machine/resources/explain/explain-oom.ts';
import type { Texts } from '../texts/texts.svelte.ts';

type Words = Texts['resources'];

/** Differences of rates below this are not worth a sentence, in cores. */
const WORTH_SAYING = 0.005;

/** What a cgroup is to a learner: a container's name, the host's processes, or its path. */
export function nameOf(group: string, containerName: (group: string) => string | undefined, words: Words): string {
  if (group === '/') return words.processes;
  return containerName(group) ?? words.group(group);
}

/** Why a container gets the CPU that it gets, in sentences. */
export function cpuWords({ rate, reason }: CpuExplanation, named: (group: string) => string, words: Words): string[] {
  switch (reason.kind) {
    case 'idle':
      return [words.idle];
    case 'frozen':
      return [words.frozen];
    case 'enough':
      return [words.enough(reason.wanted)];
    case 'quota': {
      const sentence = words.quota(milliseconds(reason.quota), milliseconds(reason.period), words.percent(reason.quota / reason.period));
      return reason.isOwn ? [sentence] : [sentence, words.quotaAbove(named(reason.group))];
    }
    case 'cores':
      return [reason.isPinned ? words.pinned(coreNames(reason.cores), reason.wanted) : words.allCores(reason.wanted)];
    case 'weight':
      return weightWords(rate, reason, named, words);
  }
}

function weightWords(rate: number, share: Extract<CpuReason, { kind: 'weight' }>, named: (group: string) => string, words: Words): string[] {
  const sentences = [words.weight(share.weight, share.weights, words.percent(share.fair))];
  if (!share.isOwn) sentences.push(words.weightAbove(named(share.group)));
  if (share.lent > WORTH_SAYING) sentences.push(words.lent(words.percent(share.lent)));
  else if (share.isOwn && share.fair - rate > WORTH_SAYING) sentences.push(words.less(words.percent(share.fair - rate)));
  return sentences;
}

function milliseconds(micros: number): string {
  return String(Number((micros / 1000).toFixed(2)));
}

function coreNames(cores: readonly number[]): string {
  return `CPU ${cores.join(', ')}`;
}

/** Why a process was killed, and why that one, in sentences. */
export function killWords(why: OomExplanation, words: Words): string[] {
  const [held, limit, requested] = [bytesSize(why.held), bytesSize(why.limit), bytesSize(why.requested)];
  const what = why.requested === 0 ? words.lowered(held, limit) : why.isHost ? words.overHost(held, limit, requested) : words.overLimit(held, limit, requested);
  return [what, words.madeOf(bytesSize(why.anonymous), bytesSize(why.shared), bytesSize(why.cache)), why.swap === 'none' ? words.noSwap : words.someSwap, words.choice[why.choice]];
}
