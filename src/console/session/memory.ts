import type { LanguageTag } from '../language/language.js';
import type { Statement } from './calls.js';

/** What outlives a reload: in this tab alone, until it is closed. */
interface Remembered {
  readonly login?: { readonly token?: string };
  readonly statement?: Statement;
  readonly language?: LanguageTag;
}

const place = 'ridgeline';

export function recall(): Remembered {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? '{}') as Remembered;
  } catch {
    return {};
  }
}

export function remember(change: Remembered): void {
  sessionStorage.setItem(place, JSON.stringify({ ...recall(), ...change }));
}

/** What is left after logging out: the language, nobody's credentials or case. */
export function forget(): void {
  const { language } = recall();
  sessionStorage.setItem(place, JSON.stringify(language === undefined ? {} : { language }));
}
