import { useEffect, useState } from 'preact/hooks';
import { useSession } from '../session/session.js';
import { type Moment, withMoment } from './history.js';
import { readFigures } from './metrics.js';

/** Between two looks, ms. */
const intervalMs = 3000;

/** The answer of readStatus. */
export interface ServiceState {
  readonly version: string;
  readonly isa: string;
  readonly threads: number;
  readonly subjects: number;
  readonly prints: number;
  readonly galleryBytes: number;
  readonly encrypted: boolean;
  readonly startedAt: string;
  readonly rotatingKey: boolean;
  readonly waiting: number;
  readonly atWork: number;
}

export interface Status {
  readonly state: ServiceState | undefined;
  readonly moments: readonly Moment[];
  readonly error: unknown;
}

/** Looks at the service now and then, also while another view is open, so that the charts have something to show. */
export function useStatus(isPermitted: boolean): Status {
  const { calls, onError } = useSession();
  const [status, setStatus] = useState<Status>({ state: undefined, moments: [], error: undefined });
  useEffect(() => {
    if (!isPermitted) return;
    const look = async (): Promise<void> => {
      if (document.hidden) return;
      try {
        const [state, text] = await Promise.all([calls.json<ServiceState>('readStatus'), calls.text('readMetrics')]);
        const moment = { atMs: Date.now(), figures: readFigures(text) };
        setStatus(({ moments }) => ({ state, moments: withMoment(moments, moment), error: undefined }));
      } catch (error) {
        setStatus((before) => ({ ...before, error }));
        onError(error);
      }
    };
    void look();
    const timer = setInterval(() => void look(), intervalMs);
    return () => clearInterval(timer);
  }, [calls, isPermitted]);
  return status;
}
