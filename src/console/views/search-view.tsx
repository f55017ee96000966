import { useState } from 'preact/hooks';
import { useLanguage } from '../language/language-context.js';
import { Problem } from '../parts/problem.js';
import { SystemChoice } from '../parts/system-choice.js';
import { CapturePanel } from '../prints/capture-panel.js';
import { useCapture } from '../prints/use-capture.js';
import { useSession } from '../session/session.js';
import { ProgressSteps } from './progress-steps.js';
import { SearchResult } from './search-result.js';
import { useSearch } from './use-search.js';

/** Prints in, hit or no hit out. */
export function SearchView() {
  const language = useLanguage();
  const { who } = useSession();
  const [system, setSystem] = useState(who.systems[0] ?? '');
  const state = useCapture(system);
  const { progress, found, error, start, stop } = useSearch();
  const isUsable = state.capture.prints.some(({ measured }) => measured !== undefined) && !state.busy;
  return (
    <>
      <h1>{language.text('search.title')}</h1>
      <CapturePanel title={language.text('search.prints')} state={state} />
      <section class="card search-start" aria-label={language.text('search.start')}>
        <SystemChoice value={system} onChoose={setSystem} />
        <div class="actions">
          <button
            type="button"
            class="primary"
            disabled={!isUsable || progress !== undefined}
            onClick={() => start(state.capture, system)}
          >
            {language.text('search.start')}
          </button>
          {progress !== undefined && (
            <button type="button" onClick={stop}>
              {language.text('search.stop')}
            </button>
          )}
          {!isUsable && progress === undefined && <p class="fine">{language.text('search.noPrints')}</p>}
        </div>
        {progress !== undefined && <ProgressSteps progress={progress} />}
        <Problem error={error} />
      </section>
      {found !== undefined && <SearchResult key={found.answer.searchId} found={found} />}
    </>
  );
}
