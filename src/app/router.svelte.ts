/** Where in the page one is; the address's fragment says it, so that back, forward and links work. */
export type Place =
  | { readonly name: 'home' }
  | { readonly name: 'lesson'; readonly id: string }
  | { readonly name: 'sandbox'; readonly preset: string }
  | { readonly name: 'recording'; readonly packed: string }
  /** What can be looked up; `item` is scrolled to. */
  | { readonly name: 'reference'; readonly page: ReferencePage; readonly item?: string }
  /** The questions at a chapter's end. */
  | { readonly name: 'check'; readonly chapter: number }
  | { readonly name: 'review' };

export type ReferencePage = 'glossary' | 'commands' | 'sheet' | 'messages';
const PAGES: readonly string[] = ['glossary', 'commands', 'sheet', 'messages'] satisfies ReferencePage[];

export function parsePlace(fragment: string): Place {
  const [name, ...rest] = fragment.replace(/^#\/?/, '').split('/');
  const argument = rest.join('/');
  if (name === 'lesson' && argument) return { name, id: decodeURIComponent(argument) };
  if (name === 'sandbox') return { name, preset: argument || 'empty' };
  if (name === 'recording' && argument) return { name, packed: argument };
  if (name !== undefined && PAGES.includes(name)) return { name: 'reference', page: name as ReferencePage, ...(argument ? { item: decodeURIComponent(argument) } : {}) };
  if (name === 'check' && /^\d+$/.test(argument)) return { name, chapter: Number(argument) };
  if (name === 'review') return { name };
  return { name: 'home' };
}

export function fragmentOf(place: Place): string {
  switch (place.name) {
    case 'home':
      return '#/';
    case 'lesson':
      return `#/lesson/${place.id}`;
    case 'sandbox':
      return `#/sandbox/${place.preset}`;
    case 'recording':
      return `#/recording/${place.packed}`;
    case 'reference':
      return `#/${place.page}${place.item === undefined ? '' : `/${encodeURIComponent(place.item)}`}`;
    case 'check':
      return `#/check/${place.chapter}`;
    case 'review':
      return '#/review';
  }
}

export class Router {
  place = $state.raw<Place>(parsePlace(location.hash));

  constructor() {
    addEventListener('hashchange', () => (this.place = parsePlace(location.hash)));
  }

  go(place: Place): void {
    location.hash = fragmentOf(place);
  }
}
