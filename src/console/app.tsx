import { useEffect, useState } from 'preact/hooks';
import { Language, type LanguageTag } from './language/language.js';
import { LanguageContext } from './language/language-context.js';
import { CallError, Calls, type Statement } from './session/calls.js';
import { CaseForm } from './session/case-form.js';
import { Header } from './session/header.js';
import { Login } from './session/login.js';
import { forget, recall, remember } from './session/memory.js';
import { SessionContext, type Who } from './session/session.js';
import type { Site } from './session/site.js';
import { Views } from './views/views.js';

const nothingStated: Statement = { purpose: '', fileReference: '', official: '' };

interface LoggedIn {
  readonly calls: Calls;
  readonly who: Who;
}

/** The page: nobody's until somebody logs in. */
export function App({ site, offered }: { readonly site: Site; readonly offered: string }) {
  const [language, setLanguage] = useState(() => {
    const { language: chosen } = recall();
    return chosen === undefined ? Language.preferred(navigator.languages) : new Language(chosen);
  });
  const [statement, setStatement] = useState(recall().statement ?? site.demo?.statement ?? nothingStated);
  const [known, setKnown] = useState<LoggedIn>();
  const [ended, setEnded] = useState(false);

  useEffect(() => void resume().then(setKnown), []);
  useEffect(() => {
    document.documentElement.lang = language.tag;
  }, [language]);

  const logout = (hasEnded: boolean): void => {
    forget();
    setKnown(undefined);
    setEnded(hasEnded);
    setStatement(site.demo?.statement ?? nothingStated);
  };
  const choose = (tag: LanguageTag): void => {
    remember({ language: tag });
    setLanguage(new Language(tag));
  };
  const state = (stated: Statement): void => {
    remember({ statement: stated });
    setStatement(stated);
  };
  const onError = (error: unknown): void => {
    if (error instanceof CallError && error.status === 401) logout(true);
  };

  return (
    <LanguageContext.Provider value={language}>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        {language.text('app.skip')}
      </button>
      <Header who={known?.who} isDemo={site.demo !== undefined} onLanguage={choose} onLogout={() => logout(false)} />
      {known === undefined ? (
        <main id="main" tabIndex={-1}>
          <Login
            site={site}
            offered={offered}
            ended={ended}
            onLogin={(calls, who, token) => {
              remember({ login: token === undefined ? {} : { token } });
              setKnown({ calls, who });
            }}
          />
        </main>
      ) : (
        <SessionContext.Provider value={{ site, statement, onError, ...known }}>
          <CaseForm statement={statement} purposes={known.who.purposes} onChange={state} />
          <Views />
        </SessionContext.Provider>
      )}
      <footer>
        {language.text('app.footer', { version: site.version })}{' '}
        <a href="/console/licences.md">{language.text('app.licences')}</a>
      </footer>
    </LanguageContext.Provider>
  );
}

/** Who logged in before a reload of the tab, where the service still knows them. */
async function resume(): Promise<LoggedIn | undefined> {
  const { login } = recall();
  if (login === undefined) return undefined;
  const calls = new Calls(login.token);
  try {
    return { calls, who: await calls.json<Who>('readClient') };
  } catch {
    forget();
    return undefined;
  }
}
