import type sharp from 'sharp';

let loading: Promise<typeof sharp> | undefined;

/**
 * sharp, set for our use: many prints are decoded at once by worker threads, each small, none twice. So libvips gets one thread a
 * picture and keeps no cache of operations. It is a third of what a command takes to start, and most need no picture: so it is loaded
 * where the first one is read, drawn or written.
 */
export function loadSharp(): Promise<typeof sharp> {
  loading ??= import('sharp').then(({ default: loaded }) => {
    loaded.concurrency(1);
    loaded.cache(false);
    return loaded;
  });
  return loading;
}
