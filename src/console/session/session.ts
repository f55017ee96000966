import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Calls, Statement } from './calls.js';
import type { Site } from './site.js';

/** The client that logged in, as the service's readClient answers it. */
export interface Who {
  readonly client: string;
  readonly owner: string;
  readonly roles: readonly string[];
  readonly systems: readonly string[];
  readonly purposes?: readonly string[];
}

export interface Session {
  readonly site: Site;
  readonly who: Who;
  readonly calls: Calls;
  readonly statement: Statement;
  /** Called with every error of a call, so that one that ends the session does. */
  readonly onError: (error: unknown) => void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('nobody has logged in');
  return session;
}

export function isStated({ purpose, fileReference, official }: Statement): boolean {
  return [purpose, fileReference, official].every((part) => part.trim() !== '');
}
