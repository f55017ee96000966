import { useEffect, useRef } from 'preact/hooks';
import { useLanguage } from '../language/language-context.js';
import { Icon } from '../parts/icons.js';
import { CandidateItem } from './candidate-item.js';
import type { Found } from './use-search.js';

/** What a search came to, first in plain words, then in figures. */
export function SearchResult({ found }: { readonly found: Found }) {
  const language = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever can't see that it has come is taken there.
  useEffect(() => heading.current?.focus(), []);
  const { answer, system } = found;
  const isHit = answer.decision === 'hit';
  return (
    <section class={`card result result-${answer.decision}`} aria-label={language.text('result.title')}>
      <div class="result-head">
        <Icon name={answer.decision} />
        <h2 ref={heading} tabIndex={-1}>
          {isHit ? language.count('result.hit', answer.candidates.length) : language.text('result.noHit')}
        </h2>
      </div>
      <p class="result-meaning">{language.text(isHit ? 'result.hitMeans' : 'result.noHitMeans', { system })}</p>
      <Facts found={found} />
      {isHit && (
        <>
          <h3>{language.text('result.candidates')}</h3>
          <ol class="candidates">
            {answer.candidates.map((candidate) => (
              <CandidateItem key={`${candidate.owner} ${candidate.reference}`} candidate={candidate} found={found} />
            ))}
          </ol>
        </>
      )}
      {answer.failures.length > 0 && (
        <p class="warning">{language.count('result.unusedPrints', answer.failures.length)}</p>
      )}
    </section>
  );
}

function Facts({ found: { answer, system } }: { readonly found: Found }) {
  const language = useLanguage();
  const facts = [
    [language.text('result.searched'), language.text('result.searchedOf', { count: answer.searched, system })],
    [language.text('result.complete'), language.text('result.completeYes')],
    [
      language.text('result.threshold'),
      language.text('result.thresholdOf', {
        threshold: language.number(answer.threshold, 1),
        oneIn: Math.round(1 / answer.fpir),
      }),
    ],
    [language.text('result.searchId'), answer.searchId],
  ] as const;
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
