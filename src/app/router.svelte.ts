/** Where in the page one is; the address's fragment says it, so that back, forward and links work. */
export type Place =
  | { readonly name: 'home' }
  | { readonly name: 'lesson'; readonly id: string }
  | { readonly name: 'sandbox'; readonly preset: string }
  | { readonly name: 'recording'; readonly packed: string };

export function parsePlace(fragment: string): Place {
  const [name, ...rest] = fragment.replace(/^#\/?/, '').split('/');
  const argument = rest.join('/');
  if (name === 'lesson' && argument) return { name, id: decodeURIComponent(argument) };
  if (name === 'sandbox') return { name, preset: argument || 'empty' };
  if (name === 'recording' && argument) return { name, packed: argument };
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
