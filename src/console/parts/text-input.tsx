import { Field } from './field.js';

interface TextInputProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly type?: 'text' | 'password' | 'datetime-local';
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly onType: (value: string) => void;
}

export function TextInput({ label, hint, value, type = 'text', required, maxLength, onType }: TextInputProps) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(id, hintId) => (
        <input
          id={id}
          // Each type has props of its own in Preact's types; these have what all of them have.
          type={type as 'text'}
          aria-describedby={hintId}
          required={required ?? false}
          autocomplete="off"
          spellcheck={false}
          {...(maxLength === undefined ? {} : { maxLength })}
          value={value}
          onInput={({ currentTarget }) => onType(currentTarget.value)}
        />
      )}
    </Field>
  );
}
