import type { JSONWebKeySet } from 'jose';
import type { Client, ConfigFile, SystemConfig } from './config-schema.js';

/** What the service is told to be, with all files read. */
export interface Config {
  readonly listen: ConfigFile['listen'];
  readonly tls: { readonly certificate: string; readonly key: string; readonly clientAuthorities?: string };
  readonly storePath?: string;
  readonly storeKey?: Uint8Array;
  /** Folders of the store's backups. */
  readonly backupPaths: readonly string[];
  readonly dataPath: string;
  /** How long entries of the audit log are kept. */
  readonly auditKeepMs: number;
  readonly threads?: number;
  readonly maxGalleryBytes?: number;
  readonly systems: ReadonlyMap<string, SystemConfig>;
  readonly tokens?: { readonly issuer: string; readonly audience: string; readonly keys: JSONWebKeySet };
  readonly clients: ReadonlyMap<string, Client>;
  readonly purposes?: ReadonlySet<string>;
  readonly limits: Limits;
}

export interface Limits {
  readonly bodyBytes: number;
  readonly atWork: number;
  readonly waiting: number;
  readonly waitingPerClient: number;
  readonly deadlineMs: number;
}

/** Bytes of a MiB. */
const mebibyte = 2 ** 20;

/** A ten-print card of twenty uncompressed images at 500 ppi, written in base64, takes some 20 MiB. */
const bodyMiB = 32;

/** Two for each thread: while one operation waits for the disk another one computes. */
const atWorkPerThread = 2;

/** Some seconds of work for two cores; whoever waits longer is better told to come back. */
const waiting = 512;
const waitingPerClient = 64;

/** A search of millions takes seconds; clients give up after a minute at the latest, ms. */
const deadlineMs = 30_000;

const dayMs = 86_400_000;

/** Regulation (EU) 2024/982 (Prum II) has logs erased three years after they were made. */
const auditKeepDays = 3 * 365 + 1;

export function auditKeepMs(file: ConfigFile['audit']): number {
  return (file?.keepDays ?? auditKeepDays) * dayMs;
}

export function limitsOf(file: ConfigFile['limits'], threads: number): Limits {
  return {
    bodyBytes: (file?.bodyMiB ?? bodyMiB) * mebibyte,
    atWork: file?.atWork ?? atWorkPerThread * threads,
    waiting: file?.waiting ?? waiting,
    waitingPerClient: file?.waitingPerClient ?? waitingPerClient,
    deadlineMs: file?.deadlineMs ?? deadlineMs,
  };
}

export function galleryBytes(maxGalleryMiB: number): number {
  return maxGalleryMiB * mebibyte;
}
