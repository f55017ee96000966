import type { ProgressLine } from '../../service/api/progress-line.js';
import type { Language } from '../language/language.js';
import { useLanguage } from '../language/language-context.js';
import { Icon } from '../parts/icons.js';

/** How far a search is, as its lines have told so far. */
export interface SearchProgress {
  readonly isSent: boolean;
  readonly waiting?: number;
  readonly prints?: Counted;
  readonly gallery?: Counted;
}

interface Counted {
  readonly done: number;
  readonly of: number;
}

export function withLine(progress: SearchProgress, line: ProgressLine): SearchProgress {
  if (line.stage === 'waiting') return { ...progress, isSent: true, waiting: line.ahead };
  if (line.stage === 'ended') return progress;
  return { ...progress, isSent: true, [line.stage]: { done: line.done, of: line.of } };
}

/** Shares of the whole that the bar gives to sending, to the prints and to the gallery. */
const [sending, reading, searching] = [0.1, 0.5, 0.4];

export function ProgressSteps({ progress }: { readonly progress: SearchProgress }) {
  const language = useLanguage();
  const { isSent, prints, gallery } = progress;
  const value = (isSent ? sending : 0) + reading * shareOf(prints) + searching * shareOf(gallery);
  const steps = [
    [isSent, language.text('progress.sending')],
    [isFull(prints), countedText(language, 'progress.prints', prints)],
    [isFull(gallery), countedText(language, 'progress.gallery', gallery)],
  ] as const;
  const current = steps.findIndex(([isDone]) => !isDone);
  return (
    <div class="progress">
      <progress max={1} value={value} aria-label={language.text('progress.title')} />
      <ol aria-live="polite">
        {steps.map(([isDone, text], place) => (
          <li key={text} class={isDone ? 'step-done' : place === current ? 'step-now' : 'step-later'}>
            <Icon name={isDone ? 'done' : place === current ? 'busy' : 'todo'} />
            {text}
          </li>
        ))}
      </ol>
      {progress.waiting !== undefined && prints === undefined && (
        <p class="fine">{language.text('progress.waiting', { ahead: progress.waiting })}</p>
      )}
    </div>
  );
}

function shareOf(counted: Counted | undefined): number {
  return counted === undefined ? 0 : counted.done / Math.max(1, counted.of);
}

function isFull(counted: Counted | undefined): boolean {
  return counted !== undefined && counted.done >= counted.of;
}

function countedText(
  language: Language,
  key: 'progress.prints' | 'progress.gallery',
  counted: Counted | undefined,
): string {
  return counted === undefined ? language.text(key) : `${language.text(key)} (${counted.done}/${counted.of})`;
}
