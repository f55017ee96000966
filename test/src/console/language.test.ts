import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Language } from '../../../src/console/language/language.js';
import { operations } from '../../../src/service/api/operations.js';

const folder = fileURLToPath(new URL('../../../src/console', import.meta.url));
const files = readdirSync(join(folder, 'language')).filter((name) => name.endsWith('.json'));
const stringsOf = (name: string) =>
  JSON.parse(readFileSync(join(folder, 'language', name), 'utf8')) as Readonly<Record<string, string>>;
const english = stringsOf('en.json');

test.each(files)('%s says all that English says, with the same values in it', (name) => {
  const strings = stringsOf(name);
  expect(Object.keys(strings).toSorted()).toEqual(Object.keys(english).toSorted());
  const values = (text: string | undefined) =>
    [...(text ?? '').matchAll(/\{\w+\}/g)].map(([value]) => value).toSorted();
  for (const [key, text] of Object.entries(english)) expect([key, values(strings[key])]).toEqual([key, values(text)]);
});

test('every string is used, and every audited operation of our own has a name', () => {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const code = sources.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  const named = /^(advice|code|operation|outcome|finger|quality|demo)\./;
  const unused = Object.keys(english).filter(
    (key) => !named.test(key) && !code.includes(`'${key.replace(/\.(one|other)$/, '')}'`) && !code.includes(`'${key}'`),
  );
  expect(unused).toEqual([]);
  const audited = operations.filter(({ isAudited, style }) => isAudited !== false && style !== 'osia');
  expect(audited.map(({ id }) => id).filter((id) => !(`operation.${id}` in english))).toEqual([]);
});

test('counts take the form of their number, and figures are written as the language writes them', () => {
  expect(new Language('en').count('prints.minutiae', 1)).toBe('1 minutia');
  expect(new Language('en').count('prints.minutiae', 1234)).toBe('1,234 minutiae');
  expect(new Language('de').count('prints.minutiae', 1234)).toBe('1.234 Minutien');
  expect(new Language('en').name('code', 'NEVER_HEARD_OF')).toBe('NEVER_HEARD_OF');
});

test('the language is the first of the wanted ones that there is', () => {
  expect(Language.preferred(['fr-BE', 'de-BE', 'en']).tag).toBe('de');
  expect(Language.preferred(['fr']).tag).toBe('en');
});
