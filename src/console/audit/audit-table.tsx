import type { Language } from '../language/language.js';
import { useLanguage } from '../language/language-context.js';
import type { AuditRecord } from './entries.js';

/** Entries, the newest first; on a narrow page each is a card. */
export function AuditTable({ records }: { readonly records: readonly AuditRecord[] }) {
  const language = useLanguage();
  const heads = [
    language.text('audit.at'),
    language.text('audit.what'),
    language.text('audit.outcome'),
    language.text('audit.who'),
    language.text('audit.why'),
    language.text('audit.details'),
  ];
  return (
    <div class="card table-frame">
      <table class="audit-table">
        <caption class="hidden">{language.text('audit.title')}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.sequence}>
              {cellsOf(record, language).map((cell, place) => (
                <td key={heads[place]} data-label={heads[place]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellsOf({ at, sequence, entry }: AuditRecord, language: Language) {
  const { kind, operation, event, outcome, client, official, purpose, fileReference } = entry;
  return [
    <time key="at" dateTime={at}>
      {language.time(at)}
    </time>,
    kind === 'operation' ? language.name('operation', operation ?? '') : (event ?? language.name('operation', kind)),
    outcome === undefined ? '' : <span class={`outcome outcome-${outcome}`}>{language.name('outcome', outcome)}</span>,
    [client, official].filter((part) => part !== undefined).join(' · '),
    [purpose, fileReference].filter((part) => part !== undefined).join(' · '),
    <details key="all">
      <summary>{summaryOf(entry, language)}</summary>
      <pre>{JSON.stringify({ sequence, ...entry }, undefined, 1)}</pre>
    </details>,
  ];
}

function summaryOf({ subject, hits, systems, code, detail }: AuditRecord['entry'], language: Language): string {
  if (code !== undefined) return code;
  if (subject !== undefined) return `${subject.system} ${subject.owner} ${subject.reference}`;
  if (hits !== undefined) return language.count('audit.hits', hits);
  return detail ?? (systems?.length ? systems.join(', ') : language.text('audit.more'));
}
