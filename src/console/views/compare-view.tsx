import { useState } from 'preact/hooks';
import type { ExplainAnswer } from '../../service/api/look-schemas.js';
import { useLanguage } from '../language/language-context.js';
import { Icon } from '../parts/icons.js';
import { Problem } from '../parts/problem.js';
import { SystemChoice } from '../parts/system-choice.js';
import { type Capture, personOf } from '../prints/capture.js';
import { CapturePanel } from '../prints/capture-panel.js';
import { useCapture } from '../prints/use-capture.js';
import { useSession } from '../session/session.js';
import { FingerScores } from './finger-scores.js';
import { Matches } from './matches.js';

interface Compared {
  readonly answer: ExplainAnswer;
  readonly probe: Capture;
  readonly candidate: Capture;
}

/** One capture with another, of which nothing is kept. */
export function CompareView() {
  const language = useLanguage();
  const { who, calls, statement, onError } = useSession();
  const [system, setSystem] = useState(who.systems[0] ?? '');
  const [first, second] = [useCapture(system), useCapture(system)];
  const [compared, setCompared] = useState<Compared>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const isUsable = [first, second].every(
    ({ capture, busy: reading }) => !reading && capture.prints.some(({ measured }) => measured !== undefined),
  );

  const compare = async (): Promise<void> => {
    setBusy(true);
    setCompared(undefined);
    setError(undefined);
    const [probe, candidate] = [first.capture, second.capture];
    const body = { probe: personOf(probe), candidate: personOf(candidate), system };
    try {
      const answer = await calls.json<ExplainAnswer>('comparePrints', {}, { statement, body });
      setCompared({ answer, probe, candidate });
    } catch (cause) {
      setError(cause);
      onError(cause);
    }
    setBusy(false);
  };

  return (
    <>
      <h1>{language.text('compare.title')}</h1>
      <div class="two-captures">
        <CapturePanel title={language.text('compare.first')} state={first} />
        <CapturePanel title={language.text('compare.second')} state={second} />
      </div>
      <section class="card search-start" aria-label={language.text('compare.start')}>
        <SystemChoice value={system} onChoose={setSystem} />
        <div class="actions">
          <button type="button" class="primary" disabled={!isUsable || busy} onClick={() => void compare()}>
            {language.text('compare.start')}
          </button>
          {!isUsable && <p class="fine">{language.text('compare.noPrints')}</p>}
        </div>
        <Problem error={error} />
      </section>
      {compared !== undefined && <ComparedPanel compared={compared} />}
    </>
  );
}

function ComparedPanel({ compared: { answer, probe, candidate } }: { readonly compared: Compared }) {
  const language = useLanguage();
  const isHit = answer.decision === 'hit';
  return (
    <section class={`card result result-${answer.decision}`} aria-label={language.text('result.title')} role="status">
      <div class="result-head">
        <Icon name={answer.decision} />
        <h2>{language.text(isHit ? 'compare.hit' : 'compare.noHit')}</h2>
      </div>
      <p class="result-meaning">
        {language.text(isHit ? 'compare.hitMeans' : 'compare.noHitMeans', { oneIn: Math.round(1 / answer.fmr) })}
      </p>
      <div class="compared">
        <FingerScores compared={answer} />
        <Matches matches={answer.matches} probe={probe} candidate={candidate} />
      </div>
    </section>
  );
}
