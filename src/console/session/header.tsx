import { type LanguageTag, languageTags } from '../language/language.js';
import { useLanguage } from '../language/language-context.js';
import { Choice } from '../parts/choice.js';
import type { Who } from './session.js';

interface HeaderProps {
  readonly who: Who | undefined;
  readonly isDemo: boolean;
  readonly onLanguage: (tag: LanguageTag) => void;
  readonly onLogout: () => void;
}

export function Header({ who, isDemo, onLanguage, onLogout }: HeaderProps) {
  const language = useLanguage();
  return (
    <header class="top">
      <p class="brand">
        <img src={new URL('../icon.svg', import.meta.url).href} alt="" width={30} height={30} />
        <span>Ridgeline</span>
        {isDemo && <span class="demo-badge">{language.text('app.demo')}</span>}
      </p>
      <div class="top-right">
        {who !== undefined && (
          <p class="who">
            {who.client} <span class="owner">{who.owner}</span>
          </p>
        )}
        <Choice
          label={language.text('app.language')}
          value={language.tag}
          options={languageTags.map((tag) => [tag, nameOf(tag)])}
          onChoose={(tag) => onLanguage(tag as LanguageTag)}
        />
        {who !== undefined && (
          <button type="button" class="quiet" onClick={onLogout}>
            {language.text('app.logout')}
          </button>
        )}
      </div>
    </header>
  );
}

/** What a language calls itself. */
function nameOf(tag: LanguageTag): string {
  return new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
}
