import { useState } from 'preact/hooks';
import type { ExplainAnswer } from '../../service/api/look-schemas.js';
import type { VerifyAnswer } from '../../service/api/schemas.js';
import { useLanguage } from '../language/language-context.js';
import { Problem } from '../parts/problem.js';
import { personOf } from '../prints/capture.js';
import { useSession } from '../session/session.js';
import { FingerScores } from './finger-scores.js';
import { Matches } from './matches.js';
import type { Found } from './use-search.js';

interface CandidateItemProps {
  readonly candidate: { readonly owner: string; readonly reference: string };
  readonly found: Found;
}

/** A record behind a hit. Scores and minutiae are asked for, each time with an entry in the audit log. */
export function CandidateItem({ candidate: { owner, reference }, found }: CandidateItemProps) {
  const language = useLanguage();
  const { who, calls, statement, onError } = useSession();
  const [compared, setCompared] = useState<VerifyAnswer | ExplainAnswer>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const isOwn = owner === who.owner;

  const compare = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const subject = { system: found.system, owner, reference };
    const options = { statement, body: personOf(found.capture) };
    try {
      setCompared(await calls.json(isOwn ? 'explainSubject' : 'verifySubject', subject, options));
    } catch (cause) {
      setError(cause);
      onError(cause);
    }
    setBusy(false);
  };

  return (
    <li class="candidate">
      <div class="candidate-head">
        <dl>
          <div>
            <dt>{language.text('candidate.owner')}</dt>
            <dd>{owner}</dd>
          </div>
          <div>
            <dt>{language.text('candidate.reference')}</dt>
            <dd>{reference}</dd>
          </div>
        </dl>
        {who.roles.includes('verify') && compared === undefined && (
          <button type="button" disabled={busy} onClick={() => void compare()}>
            {language.text(isOwn ? 'candidate.explain' : 'candidate.compare')}
          </button>
        )}
      </div>
      <Problem error={error} />
      {compared !== undefined && (
        <div class="compared">
          <FingerScores compared={compared} />
          {'matches' in compared ? (
            <Matches matches={compared.matches} probe={found.capture} candidate={undefined} />
          ) : (
            <p class="fine">{language.text('candidate.foreign')}</p>
          )}
        </div>
      )}
    </li>
  );
}
