import { useEffect, useRef, useState } from 'preact/hooks';
import { isStated, useSession } from '../session/session.js';
import { type Capture, emptyCapture, measure, withFiles } from './capture.js';

export interface CaptureState {
  readonly capture: Capture;
  readonly busy: boolean;
  readonly error: unknown;
  readonly add: (files: readonly File[]) => void;
  readonly change: (capture: Capture) => void;
}

/** A capture that is measured by the service whenever something new is in it. */
export function useCapture(system: string): CaptureState {
  const { calls, statement, onError } = useSession();
  const [capture, setCapture] = useState(emptyCapture);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const underWay = useRef<AbortController>(undefined);
  useEffect(() => () => underWay.current?.abort(), []);

  const look = async (wanted: Capture): Promise<void> => {
    underWay.current?.abort();
    const stop = new AbortController();
    underWay.current = stop;
    setCapture(wanted);
    setError(undefined);
    setBusy(isStated(statement));
    if (!isStated(statement)) return;
    try {
      const measured = await measure(wanted, { calls, statement, system, signal: stop.signal });
      if (!stop.signal.aborted) setCapture(measured);
    } catch (cause) {
      if (stop.signal.aborted) return;
      setError(cause);
      onError(cause);
    }
    if (!stop.signal.aborted) setBusy(false);
  };

  const add = (files: readonly File[]): void => void withFiles(capture, files).then(look);
  return { capture, busy, error, add, change: (wanted) => void look(wanted) };
}
