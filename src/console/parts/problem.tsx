import { useLanguage } from '../language/language-context.js';
import { CallError } from '../session/calls.js';
import { Icon } from './icons.js';

/** What went wrong, in plain words, with the code that the handbook explains. */
export function Problem({ error }: { readonly error: unknown }) {
  const language = useLanguage();
  if (error === undefined) return null;
  const code = error instanceof CallError ? error.code : 'UNKNOWN';
  const said = language.name('code', code);
  const message = error instanceof Error ? error.message : String(error);
  return (
    <div class="notice notice-problem" role="alert">
      <Icon name="problem" />
      <div>
        <p class="notice-title">{said === code ? language.text('problem.title') : said}</p>
        {message !== '' && <p>{message}</p>}
        <p class="fine">{language.text('problem.code', { code })}</p>
      </div>
    </div>
  );
}
