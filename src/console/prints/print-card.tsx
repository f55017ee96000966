import { useLanguage } from '../language/language-context.js';
import { Choice } from '../parts/choice.js';
import type { CapturedPrint } from './capture.js';
import { EnlargeablePrint } from './enlargeable-print.js';
import { fingerKey, positions } from './fingers.js';

interface PrintCardProps {
  readonly print: CapturedPrint;
  readonly showMinutiae: boolean;
  /** Absent where the print is of a ten-print file. */
  readonly onMove?: (position: number) => void;
  readonly onRemove?: () => void;
}

/** One finger: its print, its quality, and what could be better. */
export function PrintCard({ print, showMinutiae, onMove, onRemove }: PrintCardProps) {
  const language = useLanguage();
  const { measured, failure, position } = print;
  const finger = language.text(fingerKey(position));
  const minutiae = measured?.drawing.minutiae.length ?? 0;
  return (
    <li class={failure === undefined ? 'print-card' : 'print-card print-failed'}>
      {measured === undefined ? (
        <div class="print-blank">
          {failure === undefined ? language.text('prints.reading') : language.text('prints.failed')}
        </div>
      ) : (
        <EnlargeablePrint
          drawing={measured.drawing}
          picture={measured.picture}
          showMinutiae={showMinutiae}
          label={`${finger}, ${language.count('prints.minutiae', minutiae)}`}
        />
      )}
      <div class="print-body">
        {onMove === undefined ? (
          <h3>{finger}</h3>
        ) : (
          <Choice
            label={language.text('prints.finger', { name: print.name })}
            value={String(position)}
            options={positions.map((one) => [String(one), language.text(fingerKey(one))])}
            onChoose={(value) => onMove(Number(value))}
          />
        )}
        {measured !== undefined && <Quality print={measured} minutiae={minutiae} />}
        {failure !== undefined && <p class="warning">{language.name('code', failure.code)}</p>}
        {onRemove !== undefined && (
          <button
            type="button"
            class="quiet"
            onClick={onRemove}
            aria-label={language.text('prints.removeOne', { name: print.name })}
          >
            {language.text('prints.remove')}
          </button>
        )}
      </div>
    </li>
  );
}

interface QualityProps {
  readonly print: NonNullable<CapturedPrint['measured']>;
  readonly minutiae: number;
}

/** From here on a print is good: it will be told apart from others even in a poor comparison. */
const goodQuality = 60;

function Quality({ print: { quality, threshold, advice }, minutiae }: QualityProps) {
  const language = useLanguage();
  const grade = quality < threshold ? 'low' : quality < goodQuality ? 'fair' : 'good';
  return (
    <>
      <p class="quality">
        <span class={`grade grade-${grade}`}>{language.text(`quality.${grade}`)}</span>
        <span>{language.text('quality.of', { quality })}</span>
      </p>
      <meter
        class={`grade-${grade}`}
        min={0}
        max={100}
        value={quality}
        aria-label={language.text('quality.of', { quality })}
      />
      <p class="fine">{language.count('prints.minutiae', minutiae)}</p>
      {advice.length > 0 && (
        <ul class="advice">
          {advice.map((one) => (
            <li key={one}>{language.name('advice', one)}</li>
          ))}
        </ul>
      )}
    </>
  );
}
