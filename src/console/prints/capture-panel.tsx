import { useState } from 'preact/hooks';
import { useLanguage } from '../language/language-context.js';
import { Choice } from '../parts/choice.js';
import { Problem } from '../parts/problem.js';
import { isStated, useSession } from '../session/session.js';
import { type Capture, type CapturedPrint, emptyCapture } from './capture.js';
import { DemoPrints } from './demo-prints.js';
import { DropZone } from './drop-zone.js';
import { PrintCard } from './print-card.js';
import type { CaptureState } from './use-capture.js';

interface CapturePanelProps {
  readonly title: string;
  readonly state: CaptureState;
}

/** The prints that somebody brings: dropped, looked at, put right. */
export function CapturePanel({ title, state }: CapturePanelProps) {
  const language = useLanguage();
  const { statement } = useSession();
  const { capture, busy, error, add, change } = state;
  const [showMinutiae, setShowMinutiae] = useState(true);
  const isEmpty = capture.prints.length === 0 && capture.file === undefined;
  return (
    <section class="card" aria-label={title}>
      <div class="card-head">
        <h2>{title}</h2>
        {!isEmpty && (
          <button type="button" class="quiet" onClick={() => change(emptyCapture)}>
            {language.text('prints.clear')}
          </button>
        )}
      </div>
      {!isStated(statement) && <p class="notice">{language.text('case.needed')}</p>}
      <DropZone disabled={!isStated(statement) || busy} onFiles={add} />
      <DemoPrints disabled={!isStated(statement) || busy} onFiles={add} />
      <p class="fine" role="status">
        {busy ? language.text('prints.reading') : summaryOf(capture, language)}
      </p>
      <Problem error={error} />
      {capture.prints.length > 0 && (
        <>
          <Options capture={capture} change={change} showMinutiae={showMinutiae} onShow={setShowMinutiae} />
          <ul class="print-grid">
            {capture.prints.map((print) => (
              <PrintCard
                key={print.id}
                print={print}
                showMinutiae={showMinutiae}
                {...(capture.file === undefined ? changesOf(capture, print, change) : {})}
              />
            ))}
          </ul>
        </>
      )}
      {capture.ignored.length > 0 && (
        <p class="fine">{language.text('prints.ignored', { list: capture.ignored.join(', ') })}</p>
      )}
    </section>
  );
}

function summaryOf(capture: Capture, language: ReturnType<typeof useLanguage>): string {
  if (capture.prints.length === 0) return '';
  const count = language.count('prints.count', capture.prints.length);
  return capture.file === undefined ? count : language.text('prints.ofFile', { count, file: capture.file.name });
}

function changesOf(capture: Capture, print: CapturedPrint, change: CaptureState['change']) {
  const others = capture.prints.filter(({ id }) => id !== print.id);
  const moved = (position: number): Capture => ({
    ...capture,
    prints: capture.prints.map((one) => (one.id === print.id ? { ...one, position } : one)),
  });
  return {
    onMove: (position: number) => change(moved(position)),
    onRemove: () => change({ ...capture, prints: others }),
  };
}

interface OptionsProps {
  readonly capture: Capture;
  readonly change: CaptureState['change'];
  readonly showMinutiae: boolean;
  readonly onShow: (show: boolean) => void;
}

function Options({ capture, change, showMinutiae, onShow }: OptionsProps) {
  const language = useLanguage();
  const choosePpi = (value: string): void => {
    const { ppi: _, ...others } = capture;
    const prints = capture.prints.map(({ measured: _measured, failure: _failure, ...print }) => print);
    change({ ...others, prints, ...(value === '' ? {} : { ppi: Number(value) }) });
  };
  return (
    <div class="options">
      <label class="check">
        <input type="checkbox" checked={showMinutiae} onChange={({ currentTarget }) => onShow(currentTarget.checked)} />
        {language.text('prints.showMinutiae')}
      </label>
      {capture.file === undefined && (
        <Choice
          label={language.text('prints.ppi')}
          value={capture.ppi === undefined ? '' : String(capture.ppi)}
          options={[
            ['', language.text('prints.ppiOfFile')],
            ['500', '500 ppi'],
            ['1000', '1000 ppi'],
          ]}
          onChoose={choosePpi}
        />
      )}
    </div>
  );
}
