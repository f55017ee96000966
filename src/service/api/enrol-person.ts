import { RidgelineError, type SubjectKey } from '../../engine/index.js';
import type { Call } from './operation.js';
import { personPrints } from './person-prints.js';
import { gate } from './quality-gate.js';
import type { EnrolAnswer, EnteredPerson } from './schemas.js';
import { systemOf } from './systems.js';
import { optionsOf } from './time-left.js';

/** Enters one record: its prints pass the gate, then store and gallery take it. Throws SUBJECT_EXISTS. */
export async function enrolPerson(call: Call, subject: SubjectKey, person: EnteredPerson): Promise<EnrolAnswer> {
  const { minQuality } = systemOf(call, subject.system);
  const engine = call.service.engine();
  // The engine looks again; this saves the extraction.
  if (engine.has(subject)) throw new RidgelineError('SUBJECT_EXISTS', 'a record of that reference is entered already');
  const read = await personPrints(call, person, person.acceptSequence === true ? {} : { sequence: 'refuse' });
  const { prints, refused, failures } = await gate(call, engine, read, minQuality);
  const enrolled = await engine.enrol(subject, prints, { ...optionsOf(call), ...retentionOf(person) });
  return {
    subject: enrolled.subject,
    prints: enrolled.prints.map(({ position, quality, minutiaCount }) => ({
      position,
      quality,
      minutiae: minutiaCount,
    })),
    refused: [...refused],
    failures: [...failures],
    ignored: [...read.ignored],
    sequence: [...read.sequence],
  };
}

/** The end of retention that a message states. */
export function retentionOf({ retainUntil }: EnteredPerson): { readonly retainUntil?: Date } {
  return retainUntil === undefined ? {} : { retainUntil: new Date(retainUntil) };
}
