import { useState } from 'preact/hooks';
import { useLanguage } from '../language/language-context.js';
import { Choice } from '../parts/choice.js';
import { Problem } from '../parts/problem.js';
import { TextInput } from '../parts/text-input.js';
import { isStated, useSession } from '../session/session.js';
import { AuditTable } from './audit-table.js';
import { type AuditRecord, newestOf, noFilter } from './entries.js';

/** More would make the page slow; the command line exports all. */
const mostShown = 500;

const dayMs = 86_400_000;
const outcomes = ['hit', 'no-hit', 'done', 'refused', 'failed'] as const;

/** The value of a field for date and time, which knows local time alone. */
function localTime(ms: number): string {
  const date = new Date(ms);
  return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What was done, by whom and why. Reading it is an operation like any other, and is in the log, too. */
export function AuditView() {
  const language = useLanguage();
  const { calls, statement, onError } = useSession();
  const [period, setPeriod] = useState({ from: localTime(Date.now() - dayMs), to: localTime(Date.now() + dayMs) });
  const [filter, setFilter] = useState(noFilter);
  const [found, setFound] = useState<Awaited<ReturnType<typeof newestOf>>>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const read = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const parameters = { from: new Date(period.from).toISOString(), to: new Date(period.to).toISOString() };
    try {
      setFound(await newestOf(calls.lines<AuditRecord>('readAudit', parameters, { statement }), filter, mostShown));
    } catch (cause) {
      setError(cause);
      onError(cause);
    }
    setBusy(false);
  };

  return (
    <>
      <h1>{language.text('audit.title')}</h1>
      <section class="card">
        <p>{language.text('audit.about')}</p>
        <form
          class="audit-form"
          onSubmit={(event) => {
            event.preventDefault();
            void read();
          }}
        >
          <TextInput
            label={language.text('audit.from')}
            type="datetime-local"
            required
            value={period.from}
            onType={(from) => setPeriod({ ...period, from })}
          />
          <TextInput
            label={language.text('audit.to')}
            type="datetime-local"
            required
            value={period.to}
            onType={(to) => setPeriod({ ...period, to })}
          />
          <Filters filter={filter} onChange={setFilter} />
          <button type="submit" class="primary" disabled={busy || !isStated(statement)}>
            {language.text('audit.show')}
          </button>
        </form>
        {!isStated(statement) && <p class="notice">{language.text('case.needed')}</p>}
        <Problem error={error} />
      </section>
      <div role="status" class="fine">
        {found !== undefined && countOf(language, found.shown.length, found.passed)}
      </div>
      {found !== undefined && found.shown.length > 0 && <AuditTable records={found.shown} />}
    </>
  );
}

function countOf(language: ReturnType<typeof useLanguage>, shown: number, passed: number): string {
  return shown < passed ? language.text('audit.newest', { shown, passed }) : language.count('audit.entries', passed);
}

interface FiltersProps {
  readonly filter: typeof noFilter;
  readonly onChange: (filter: typeof noFilter) => void;
}

function Filters({ filter, onChange }: FiltersProps) {
  const language = useLanguage();
  return (
    <>
      <Choice
        label={language.text('audit.kind')}
        value={filter.kind}
        options={[
          ['', language.text('audit.all')],
          ['operation', language.text('audit.operations')],
          ['alert', language.text('audit.alerts')],
          ['erasure', language.text('audit.erasures')],
        ]}
        onChoose={(kind) => onChange({ ...filter, kind })}
      />
      <Choice
        label={language.text('audit.outcome')}
        value={filter.outcome}
        options={[
          ['', language.text('audit.all')],
          ...outcomes.map((outcome) => [outcome, language.name('outcome', outcome)] as const),
        ]}
        onChoose={(outcome) => onChange({ ...filter, outcome })}
      />
      <TextInput
        label={language.text('audit.text')}
        hint={language.text('audit.textHint')}
        value={filter.text}
        onType={(text) => onChange({ ...filter, text })}
      />
    </>
  );
}
