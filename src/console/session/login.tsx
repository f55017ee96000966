import { useState } from 'preact/hooks';
import { useLanguage } from '../language/language-context.js';
import { Problem } from '../parts/problem.js';
import { TextInput } from '../parts/text-input.js';
import { CallError, Calls } from './calls.js';
import type { Who } from './session.js';
import type { Site } from './site.js';

interface LoginProps {
  readonly site: Site;
  /** A token that the address brought; it still takes a click. */
  readonly offered: string;
  readonly ended: boolean;
  readonly onLogin: (calls: Calls, who: Who, token: string | undefined) => void;
}

export function Login({ site, offered, ended, onLogin }: LoginProps) {
  const language = useLanguage();
  const [token, setToken] = useState(offered);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const login = async (given: string | undefined): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const calls = new Calls(given);
    try {
      onLogin(calls, await calls.json<Who>('readClient'), given);
    } catch (cause) {
      setError(
        cause instanceof CallError && cause.status === 401 ? new CallError(401, { code: 'UNAUTHENTICATED' }) : cause,
      );
      setBusy(false);
    }
  };

  return (
    <div class="login card">
      <h1>{language.text('login.title')}</h1>
      <p>{language.text('login.about')}</p>
      {ended && <p class="notice">{language.text('login.ended')}</p>}
      {site.demo !== undefined && <p class="notice">{language.text('login.demo')}</p>}
      {site.tokens && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void login(token.trim());
          }}
        >
          <TextInput
            label={language.text('login.token')}
            hint={language.text('login.tokenHint')}
            type="password"
            required
            value={token}
            onType={setToken}
          />
          <button type="submit" class="primary" disabled={busy}>
            {language.text('login.withToken')}
          </button>
        </form>
      )}
      {site.certificates && (
        <div class="login-certificate">
          <p>{language.text('login.certificateHint')}</p>
          <button type="button" disabled={busy} onClick={() => void login(undefined)}>
            {language.text('login.withCertificate')}
          </button>
        </div>
      )}
      <Problem error={error} />
    </div>
  );
}
