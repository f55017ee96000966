import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

/** A file of strings for each language. English is complete and names the keys; a test holds the others to it. */
const languages = { en, de } as const;

/** How figures and times are written: as in Europe. */
const locales = { en: 'en-GB', de: 'de-DE' } as const satisfies Record<keyof typeof languages, string>;

export type LanguageTag = keyof typeof languages;
export type StringKey = keyof typeof en;
/** Strings that count something have a form for each plural of their language. */
export type CountKey = StringKey extends infer Key ? (Key extends `${infer Name}.other` ? Name : never) : never;
export type Values = Readonly<Record<string, string | number>>;

export const languageTags = Object.keys(languages) as readonly LanguageTag[];

/** How the console speaks. */
export class Language {
  readonly tag: LanguageTag;
  readonly #locale: string;
  readonly #strings: Readonly<Record<string, string>>;
  readonly #plurals: Intl.PluralRules;

  constructor(tag: LanguageTag) {
    this.tag = tag;
    this.#locale = locales[tag];
    this.#strings = languages[tag];
    this.#plurals = new Intl.PluralRules(tag);
  }

  /** The language that comes nearest to what the browser asks for. */
  static preferred(wanted: readonly string[]): Language {
    const known = wanted.map((tag) => languageTags.find((known) => tag.toLowerCase().startsWith(known)));
    return new Language(known.find((tag) => tag !== undefined) ?? 'en');
  }

  text(key: StringKey, values: Values = {}): string {
    return fillIn(this.#strings[key] ?? en[key], this.#spoken(values));
  }

  count(key: CountKey, count: number, values: Values = {}): string {
    const form = this.#strings[`${key}.${this.#plurals.select(count)}`] ?? this.#strings[`${key}.other`] ?? '';
    return fillIn(form, this.#spoken({ ...values, count }));
  }

  /** A name that the service uses, such as an advice or a role; itself where no string explains it. */
  name(kind: 'advice' | 'code' | 'operation' | 'outcome' | 'role', name: string): string {
    return this.#strings[`${kind}.${name}`] ?? name;
  }

  number(value: number, digits = 0): string {
    return value.toLocaleString(this.#locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  time(value: Date | string): string {
    return new Date(value).toLocaleString(this.#locale, { dateStyle: 'medium', timeStyle: 'medium' });
  }

  timeOfDay(value: Date): string {
    return value.toLocaleTimeString(this.#locale, { timeStyle: 'medium' });
  }

  #spoken(values: Values): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'number' ? value.toLocaleString(this.#locale) : value,
      ]),
    );
  }
}

/** Puts values in the places of a string that braces name. */
function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
