import type { Logger } from 'pino';
import type { Engine } from '../../engine/index.js';
import type { Encounters } from '../osia/encounters.js';
import { Chore } from './chore.js';

/** Between two looks for records whose retention has ended, ms: they end on a day, so an hour late is soon enough. */
const intervalMs = 3_600_000;

/** Erases records when their retention ends: at once what is overdue, and from then on every hour. */
export function retention(engine: Engine, encounters: Encounters, log: Logger): Chore {
  return new Chore(async () => {
    try {
      const receipts = await engine.eraseExpired();
      for (const { system, owner, reference } of receipts.map(({ subject }) => subject)) {
        encounters.remove(system, owner, reference);
      }
      if (receipts.length > 0) log.info({ erased: receipts.length }, 'retention ended');
    } catch (err) {
      const overdue = engine.overdue().length;
      log.error({ err, overdue }, 'records could not be erased at the end of their retention');
    }
  }, intervalMs);
}
