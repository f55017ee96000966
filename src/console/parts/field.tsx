import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Makes the control, under the id that the label names. */
  readonly children: (id: string, hintId: string | undefined) => ComponentChildren;
}

/** A control with its label and, where it helps, a hint. */
export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id, hintId)}
      {hint !== undefined && (
        <p id={hintId} class="fine">
          {hint}
        </p>
      )}
    </div>
  );
}
