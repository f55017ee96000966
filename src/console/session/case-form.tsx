import { useState } from 'preact/hooks';
import { useLanguage } from '../language/language-context.js';
import { Choice } from '../parts/choice.js';
import { TextInput } from '../parts/text-input.js';
import type { Statement } from './calls.js';
import { isStated } from './session.js';

/** Longest value that the service takes, characters. */
const maxLength = 200;

interface CaseFormProps {
  readonly statement: Statement;
  readonly purposes: readonly string[] | undefined;
  readonly onChange: (statement: Statement) => void;
}

/** Purpose, file reference and official: every operation is made with them, and the audit log keeps them. */
export function CaseForm({ statement, purposes, onChange }: CaseFormProps) {
  const language = useLanguage();
  const [open, setOpen] = useState(!isStated(statement));
  const change = (part: Partial<Statement>): void => onChange({ ...statement, ...part });
  return (
    <details
      class={isStated(statement) ? 'case' : 'case case-missing'}
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <span class="case-title">{language.text('case.title')}</span>
        <span class="case-summary">
          {isStated(statement)
            ? `${statement.purpose} · ${statement.fileReference} · ${statement.official}`
            : language.text('case.missing')}
        </span>
      </summary>
      <div class="case-fields">
        {purposes === undefined ? (
          <TextInput
            label={language.text('case.purpose')}
            value={statement.purpose}
            maxLength={maxLength}
            onType={(purpose) => change({ purpose })}
          />
        ) : (
          <Choice
            label={language.text('case.purpose')}
            value={statement.purpose}
            options={[['', language.text('case.choose')], ...purposes.map((purpose) => [purpose, purpose] as const)]}
            onChoose={(purpose) => change({ purpose })}
          />
        )}
        <TextInput
          label={language.text('case.fileReference')}
          value={statement.fileReference}
          maxLength={maxLength}
          onType={(fileReference) => change({ fileReference })}
        />
        <TextInput
          label={language.text('case.official')}
          value={statement.official}
          maxLength={maxLength}
          onType={(official) => change({ official })}
        />
      </div>
      <p class="fine">{language.text('case.about')}</p>
    </details>
  );
}
