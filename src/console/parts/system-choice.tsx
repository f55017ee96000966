import { useLanguage } from '../language/language-context.js';
import { useSession } from '../session/session.js';
import { Choice } from './choice.js';

interface SystemChoiceProps {
  readonly value: string;
  readonly onChoose: (system: string) => void;
}

/** The system of origin; no choice where the client may use one alone. */
export function SystemChoice({ value, onChoose }: SystemChoiceProps) {
  const language = useLanguage();
  const { who } = useSession();
  if (who.systems.length < 2) return <p class="system-only">{language.text('system.only', { system: value })}</p>;
  return (
    <Choice
      label={language.text('system.choose')}
      value={value}
      options={who.systems.map((system) => [system, system])}
      onChoose={onChoose}
    />
  );
}
