/** A record of the audit log, as far as people read it; docs of the service say all of it. */
export interface AuditRecord {
  readonly sequence: number;
  readonly at: string;
  readonly entry: AuditEntry;
}

interface AuditEntry {
  readonly kind: string;
  readonly client?: string;
  readonly official?: string;
  readonly purpose?: string;
  readonly fileReference?: string;
  readonly operation?: string;
  readonly systems?: readonly string[];
  readonly outcome?: string;
  readonly code?: string;
  readonly hits?: number;
  readonly subject?: { readonly system: string; readonly owner: string; readonly reference: string };
  readonly event?: string;
  readonly detail?: string;
}

export interface AuditFilter {
  readonly kind: string;
  readonly outcome: string;
  /** Anything that the record says, without regard to case. */
  readonly text: string;
}

export const noFilter: AuditFilter = { kind: '', outcome: '', text: '' };

export function passes({ entry }: AuditRecord, { kind, outcome, text }: AuditFilter): boolean {
  if (kind !== '' && entry.kind !== kind) return false;
  if (outcome !== '' && entry.outcome !== outcome) return false;
  return text === '' || JSON.stringify(entry).toLowerCase().includes(text.toLowerCase());
}

/** The newest records that pass, and how many there were: a period may hold more than a page can show. */
export async function newestOf(
  records: AsyncIterable<AuditRecord>,
  filter: AuditFilter,
  most: number,
): Promise<{ readonly shown: readonly AuditRecord[]; readonly passed: number }> {
  let kept: AuditRecord[] = [];
  let passed = 0;
  for await (const record of records) {
    if (!passes(record, filter)) continue;
    passed += 1;
    kept.push(record);
    if (kept.length >= 2 * most) kept = kept.slice(-most);
  }
  return { shown: kept.slice(-most).reverse(), passed };
}
