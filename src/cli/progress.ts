import { Presets, SingleBar } from 'cli-progress';

/** How far a long command is, shown on stderr. */
export interface Progress {
  update(done: number): void;
  end(): void;
}

/** Commands that end sooner say nothing. */
const quietMs = 2000;
/** Between two lines where stderr is no terminal, ms. */
const lineIntervalMs = 10_000;

/** A bar on a terminal, else a line now and then. */
export function startProgress(label: string, total: number): Progress {
  return process.stderr.isTTY ? bar(label, total) : lines(label, total);
}

function bar(label: string, total: number): Progress {
  const shown = new SingleBar(
    { format: `${label} {bar} {value}/{total}  {eta_formatted} left`, clearOnComplete: true },
    Presets.shades_classic,
  );
  shown.start(total, 0);
  return { update: (done) => shown.update(done), end: () => shown.stop() };
}

function lines(label: string, total: number): Progress {
  let nextMs = Date.now() + quietMs;
  return {
    update: (done) => {
      if (Date.now() < nextMs) return;
      nextMs = Date.now() + lineIntervalMs;
      process.stderr.write(`${label}: ${done} of ${total}\n`);
    },
    end: () => {},
  };
}
