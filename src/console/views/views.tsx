import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { AuditView } from '../audit/audit-view.js';
import type { StringKey } from '../language/language.js';
import { useLanguage } from '../language/language-context.js';
import { useSession } from '../session/session.js';
import { StatusView } from '../status/status-view.js';
import { useStatus } from '../status/use-status.js';
import { CompareView } from './compare-view.js';
import { SearchView } from './search-view.js';

interface View {
  readonly name: string;
  readonly title: StringKey;
  /** One of these sees it. */
  readonly roles: readonly string[];
}

const views: readonly View[] = [
  { name: 'search', title: 'search.title', roles: ['consult'] },
  { name: 'compare', title: 'compare.title', roles: ['verify'] },
  { name: 'status', title: 'status.title', roles: ['statistics', 'supervise'] },
  { name: 'audit', title: 'audit.title', roles: ['supervise'] },
];

const components: Readonly<Record<string, ComponentType>> = {
  search: SearchView,
  compare: CompareView,
  audit: AuditView,
};

/** The views that the client's roles open, one at a time; the address says which. */
export function Views() {
  const language = useLanguage();
  const { who } = useSession();
  const hash = useHash();
  const open = views.filter(({ roles }) => roles.some((role) => who.roles.includes(role)));
  const status = useStatus(open.some(({ name }) => name === 'status'));
  const current = open.find(({ name }) => name === hash) ?? open[0];
  const Component = components[current?.name ?? ''];
  return (
    <>
      <nav aria-label={language.text('app.views')}>
        <ul>
          {open.map(({ name, title }) => (
            <li key={name}>
              <a href={`#${name}`} aria-current={name === current?.name ? 'page' : undefined}>
                {language.text(title)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main" tabIndex={-1}>
        {current === undefined && <p class="notice">{language.text('app.nothing')}</p>}
        {current?.name === 'status' && <StatusView status={status} />}
        {Component !== undefined && <Component key={current?.name} />}
      </main>
    </>
  );
}

function useHash(): string {
  const [hash, setHash] = useState(location.hash.slice(1));
  useEffect(() => {
    const read = (): void => setHash(location.hash.slice(1));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return hash;
}
