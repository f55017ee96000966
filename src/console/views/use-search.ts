import { useRef, useState } from 'preact/hooks';
import type { ProgressLine } from '../../service/api/progress-line.js';
import type { SearchAnswer } from '../../service/api/schemas.js';
import { type Capture, personOf } from '../prints/capture.js';
import { CallError } from '../session/calls.js';
import { useSession } from '../session/session.js';
import { type SearchProgress, withLine } from './progress-steps.js';

/** A search that ended, with the prints that it was made with: they may change afterwards. */
export interface Found {
  readonly answer: SearchAnswer;
  readonly capture: Capture;
  readonly system: string;
}

export interface SearchState {
  readonly progress: SearchProgress | undefined;
  readonly found: Found | undefined;
  readonly error: unknown;
  readonly start: (capture: Capture, system: string) => void;
  readonly stop: () => void;
}

/** Runs one search at a time. */
export function useSearch(): SearchState {
  const { calls, statement, onError } = useSession();
  const [progress, setProgress] = useState<SearchProgress>();
  const [found, setFound] = useState<Found>();
  const [error, setError] = useState<unknown>();
  const underWay = useRef<AbortController>(undefined);

  const run = async (capture: Capture, system: string): Promise<void> => {
    const stop = new AbortController();
    underWay.current = stop;
    setProgress({ isSent: false });
    setFound(undefined);
    setError(undefined);
    try {
      const options = { statement, body: personOf(capture), signal: stop.signal };
      const lines = calls.lines<ProgressLine>('search', { progress: 'true', system }, options);
      setFound({ answer: await lastOf(lines, setProgress), capture, system });
    } catch (cause) {
      if (!stop.signal.aborted) {
        setError(cause);
        onError(cause);
      }
    }
    if (underWay.current === stop) setProgress(undefined);
  };

  return {
    progress,
    found,
    error,
    start: (capture, system) => void run(capture, system),
    stop: () => underWay.current?.abort(),
  };
}

/** The answer in the last of the lines; each before it is told. */
async function lastOf(
  lines: AsyncIterable<ProgressLine>,
  tell: (change: (progress: SearchProgress | undefined) => SearchProgress) => void,
): Promise<SearchAnswer> {
  for await (const line of lines) {
    tell((progress) => withLine(progress ?? { isSent: true }, line));
    if (line.stage !== 'ended') continue;
    if (line.status >= 400) throw new CallError(line.status, line.result);
    return line.result as SearchAnswer;
  }
  throw new CallError(0, {});
}
