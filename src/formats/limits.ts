/**
 * The limits that bytes from outside meet on the TypeScript side. They mirror native/base/limits.hpp, and a test compares
 * the two files.
 */

/** Range of scanning resolutions in pixels per inch. */
export const minPpi = 300;
export const maxPpi = 1200;

/** Largest width or height of a print before resampling, px. */
export const maxImageSide = 4096;

/** Largest width or height of a print at 500 ppi, px. */
export const maxNominalSide = 2000;

/** Largest image or template file that is read at all, bytes. */
export const maxFileBytes = 40 * 2 ** 20;
