/**
 * sharp, set for our use: many prints are decoded at once by worker threads, each small, none twice. So libvips gets one
 * thread a picture and keeps no cache of operations.
 */
import sharp from 'sharp';

sharp.concurrency(1);
sharp.cache(false);

export { sharp };
