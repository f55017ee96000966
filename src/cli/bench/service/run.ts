import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RidgelineError } from '../../../engine/index.js';
import { makeSite, type Site } from '../../../service/index.js';
import { currentCommit, describeMachine } from '../machine.js';
import type { StageProgress } from '../stage-progress.js';
import { Connections } from './connections.js';
import { boundsOf, endsOf, failuresOf, type ServiceDocument, timesOf } from './document.js';
import { type Answered, Ledger, type LoadOptions, runLoad } from './load.js';
import { type Bodies, fillStore, makeBodies, owner, system } from './people.js';
import { Sampler } from './samples.js';
import { ServiceProcess } from './service-process.js';
import { requestOf, TimedConnection } from './timed-connection.js';

export interface RunOptions {
  readonly subjects: number;
  readonly minutes: number;
  readonly connections: number;
  readonly seed: number;
  readonly threads?: number;
}

const clients = ['a', 'b', 'c', 'd'];
const aloneSearches = 300;
/** A service runs for months: what its first searches take until the runtime has compiled what is called often is left out. */
const warmUpSearches = 1000;
/** Twice the load comes for this long, and the load afterwards is watched for as long, ms. */
const overloadMs = 20_000;
/** Statuses of those who are sent away. */
const shedStatuses: ReadonlySet<number> = new Set([429, 503]);

/** Runs a service on trial in a folder that is removed afterwards. */
export async function runService(options: RunOptions, progress: StageProgress): Promise<ServiceDocument> {
  const folder = await mkdtemp(join(tmpdir(), 'ridgeline-bench-'));
  try {
    const { connections: width, threads } = options;
    // All that the load has under way may wait, and a quarter more: twice as much may not.
    const limits = { waiting: Math.ceil(1.25 * width), waitingPerClient: width };
    const site = await makeSite({
      folder,
      system,
      owner,
      clients,
      limits,
      ...(threads === undefined ? {} : { threads }),
    });
    return await measure(options, site, progress);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(options: RunOptions, site: Site, progress: StageProgress): Promise<ServiceDocument> {
  const { subjects } = options;
  const fillSeconds = await secondsOf(() =>
    fillStore(options, site, (done) => progress.update('entering subjects', done, subjects)),
  );
  const bodies = await makeBodies(options);
  progress.update('starting the service', 0, 1);
  let service: ServiceProcess | undefined;
  const startSeconds = await secondsOf(async () => {
    service = await ServiceProcess.start(site.config);
  });
  if (service === undefined) throw new Error('unreachable: start gives a service or throws');
  const connections = new Connections(service.address, site.authority);
  try {
    const measured = await putUnderLoad(
      options,
      { service, authority: site.authority, connections, tokens: site.tokens, bodies },
      progress,
    );
    const document = { ...(await aboutRun(options, connections, site.tokens)), fillSeconds, startSeconds, ...measured };
    return { ...document, bounds: boundsOf(document) };
  } finally {
    connections.close();
    await service.stop();
  }
}

interface OnTrial {
  readonly service: ServiceProcess;
  readonly authority: string;
  readonly connections: Connections;
  readonly tokens: readonly string[];
  readonly bodies: Bodies;
}

async function putUnderLoad({ connections: width, minutes }: RunOptions, trial: OnTrial, progress: StageProgress) {
  const { service, connections, tokens } = trial;
  const ledger = new Ledger();
  const load = (stage: string, wide: number, durationMs: number): Promise<Answered[]> => {
    const onProgress: LoadOptions['onProgress'] = (ms) =>
      progress.update(stage, Math.floor(ms / 1000), Math.ceil(durationMs / 1000));
    return runLoad({ ...trial, ledger, width: wide, durationMs, onProgress });
  };
  const alone = await searchAlone(trial);
  const durationMs = minutes * 60_000;
  const sampler = new Sampler(service, connections, tokens[0] ?? '');
  const answered = await load('load, seconds', width, durationMs);
  const overloaded = await load('twice the load, seconds', 2 * width, overloadMs);
  const afterwards = await load('the load again, seconds', width, overloadMs);
  const samples = await sampler.end();
  const [firstMinute, lastMinute] = endsOf(answered, durationMs);
  const timesOfKind = (kind: Answered['kind']) =>
    timesOf(answered.filter((one) => one.kind === kind).map(({ ms }) => ms));
  const isShed = ({ status }: Answered): boolean => shedStatuses.has(status);
  return {
    alone,
    requestsPerSecond: answered.length / (durationMs / 1000),
    times: { search: timesOfKind('search'), enrolment: timesOfKind('enrolment'), erasure: timesOfKind('erasure') },
    firstMinute,
    lastMinute,
    failures: failuresOf(answered),
    overload: {
      answered: overloaded.filter(({ status }) => status < 300).length,
      shed: overloaded.filter(isShed).length,
      failed: overloaded.filter((one) => one.status >= 300 && !isShed(one)).length,
    },
    failuresAfterwards: afterwards.filter(({ status }) => status >= 300).length,
    ...(await missingFrom(trial, ledger)),
    samples,
  };
}

/** One search at a time. */
async function searchAlone({ service, authority, tokens, bodies }: OnTrial): Promise<ServiceDocument['alone']> {
  const { address } = service;
  const requests = bodies.searches.map((body) => requestOf(address, '/v1/search', tokens[0] ?? '', body));
  const connection = await TimedConnection.open(address, authority);
  const searches = [];
  try {
    for (let turn = 0; turn < warmUpSearches + aloneSearches; turn += 1) {
      const { head, ms } = await connection.send(requests[turn % requests.length] ?? Buffer.alloc(0));
      searches.push({ ms, engineMs: engineMsOf(head) });
    }
  } finally {
    connection.close();
  }
  const warm = searches.slice(warmUpSearches);
  return {
    whole: timesOf(warm.map(({ ms }) => ms)),
    engine: timesOf(warm.map(({ engineMs }) => engineMs)),
    added: timesOf(warm.map(({ ms, engineMs }) => ms - engineMs)),
  };
}

/** What the engine took of a search, as the answer says. */
function engineMsOf(head: string): number {
  const said = /^server-timing: .*engine;dur=([\d.]+)/im.exec(head)?.[1];
  if (said === undefined) throw new RidgelineError('INTERNAL', `a search that was not answered: ${head}`);
  return Number(said);
}

/** Compares what the service has with what it acknowledged. */
async function missingFrom({ connections, tokens }: OnTrial, ledger: Ledger) {
  const { body } = await connections.send('GET', `/v1/subjects?system=${system}`, tokens[0] ?? '');
  const held = new Set(
    body
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { readonly reference: string }).reference),
  );
  return {
    lostWrites: [...ledger.present].filter((reference) => !held.has(reference)).length,
    undoneErasures: [...ledger.erased].filter((reference) => held.has(reference)).length,
  };
}

async function aboutRun(options: RunOptions, connections: Connections, tokens: readonly string[]) {
  const { body } = await connections.send('GET', '/v1/status', tokens[0] ?? '');
  const { isa } = JSON.parse(body) as { readonly isa: string };
  const { seed, subjects, connections: width, minutes } = options;
  return { machine: describeMachine(isa), commit: await currentCommit(), seed, subjects, connections: width, minutes };
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await work();
  return (performance.now() - startMs) / 1000;
}
